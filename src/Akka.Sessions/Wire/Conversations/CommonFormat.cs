using Akka.Sessions.Messages;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Akka.Sessions.Wire;

/// <summary>What several messages have in common.</summary>
internal static class CommonFormat
{
    public static Format.Member Member(MemberId member) => new() { Address = member.Address, Incarnation = member.Incarnation };

    public static MemberId Member(Format.Member? member)
    {
        if (member is null || member.Address.Length == 0) throw new WireFormatException("A message that does not name its member.");
        return new(WireLimits.Text(member.Address, WireLimits.AddressLength, "member address"), member.Incarnation);
    }

    public static StreamId Stream(int origin, uint stream) =>
        stream <= int.MaxValue ? new(origin, (int)stream) : throw new WireFormatException($"A stream number of {stream}; at most {int.MaxValue}.");

    public static void Add(RepeatedField<Format.StreamCursor> to, IReadOnlyList<StreamCursor> cursors)
    {
        foreach (var (stream, number) in cursors)
            to.Add(new Format.StreamCursor { Origin = stream.Origin, Stream = (uint)stream.Stream, Number = number });
    }

    public static IReadOnlyList<StreamCursor> Cursors(RepeatedField<Format.StreamCursor> cursors)
    {
        WireLimits.Count(cursors.Count, WireLimits.Streams, "streams");
        return [.. cursors.Select(c => new StreamCursor(Stream(c.Origin, c.Stream), WireLimits.Number(c.Number, 0, "cursor")))];
    }

    /// <summary>The bytes themselves, not a copy: payloads are never written to.</summary>
    public static ByteString Bytes(ReadOnlyMemory<byte> payload) => UnsafeByteOperations.UnsafeWrap(payload);
}
