using Akka.Sessions.Messages;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>Batches, their acknowledgement and repair, and fragments. The payload of a batch is copied, not looked into.</summary>
internal static class BatchFormat
{
    public static IMessage Write(ReplicationBatch batch) => new Format.ReplicationBatch
    {
        Origin = batch.Stream.Origin,
        Stream = (uint)batch.Stream.Stream,
        Number = batch.Number,
        AckAtOnce = batch.AckAtOnce,
        Payload = CommonFormat.Bytes(batch.Payload),
    };

    public static ReplicationBatch ReadBatch(ReadOnlySpan<byte> bytes)
    {
        var batch = Parsing.Read(Format.ReplicationBatch.Parser, bytes, "batch");
        var number = WireLimits.Number(batch.Number, 1, "batch number");
        return new(CommonFormat.Stream(batch.Origin, batch.Stream), number, batch.AckAtOnce, batch.Payload.Memory);
    }

    public static IMessage Write(Cursors cursors)
    {
        var message = new Format.Cursors { Member = CommonFormat.Member(cursors.Member), LastNumber = cursors.LastNumber };
        CommonFormat.Add(message.Streams, cursors.Streams);
        return message;
    }

    public static Cursors ReadCursors(ReadOnlySpan<byte> bytes)
    {
        var cursors = Parsing.Read(Format.Cursors.Parser, bytes, "cursors");
        return new(
            CommonFormat.Member(cursors.Member),
            WireLimits.Number(cursors.LastNumber, 0, "last number"),
            CommonFormat.Cursors(cursors.Streams));
    }

    public static IMessage Write(RepairRequest request) => new Format.RepairRequest
    {
        Origin = request.Stream.Origin, Stream = (uint)request.Stream.Stream, From = request.From, To = request.To,
    };

    public static RepairRequest ReadRepairRequest(ReadOnlySpan<byte> bytes)
    {
        var request = Parsing.Read(Format.RepairRequest.Parser, bytes, "repair request");
        var from = WireLimits.Number(request.From, 1, "first number");
        return new(CommonFormat.Stream(request.Origin, request.Stream), from, WireLimits.Number(request.To, from, "last number"));
    }

    public static IMessage Write(RepairUnavailable answer)
    {
        var written = new Format.RepairUnavailable
        {
            Origin = answer.Stream.Origin, Stream = (uint)answer.Stream.Stream, FirstHeld = answer.FirstHeld, AskedTo = answer.AskedTo,
        };
        if (answer.LastNumber is { } last) written.LastNumber = last;
        return written;
    }

    public static RepairUnavailable ReadRepairUnavailable(ReadOnlySpan<byte> bytes)
    {
        var answer = Parsing.Read(Format.RepairUnavailable.Parser, bytes, "repair answer");
        var last = answer.HasLastNumber ? WireLimits.Number(answer.LastNumber, 0, "last number") : (long?)null;
        return new(
            CommonFormat.Stream(answer.Origin, answer.Stream),
            WireLimits.Number(answer.FirstHeld, 1, "first number"),
            last,
            WireLimits.Number(answer.AskedTo, 0, "asked number"));
    }

    public static IMessage Write(Fragment fragment) => new Format.Fragment
    {
        Member = CommonFormat.Member(fragment.Member),
        MessageId = fragment.MessageId,
        Index = fragment.Index,
        Count = fragment.Count,
        Manifest = fragment.Manifest,
        Part = CommonFormat.Bytes(fragment.Bytes),
    };

    public static Fragment ReadFragment(ReadOnlySpan<byte> bytes)
    {
        var fragment = Parsing.Read(Format.Fragment.Parser, bytes, "fragment");
        var count = WireLimits.Number(fragment.Count, 2, WireLimits.Fragments, "number of fragments");
        var index = WireLimits.Number(fragment.Index, 0, count - 1, "fragment index");
        WireLimits.Count(fragment.Part.Length, WireLimits.FragmentBytes, "bytes of a fragment");
        if (!Manifests.CanBeFragmented(fragment.Manifest)) throw new WireFormatException("A fragment of a message that is never fragmented.");
        return new(CommonFormat.Member(fragment.Member), fragment.MessageId, index, count, fragment.Manifest, fragment.Part.Memory);
    }
}
