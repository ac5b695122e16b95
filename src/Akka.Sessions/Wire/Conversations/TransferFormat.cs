using Akka.Sessions.Messages;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>State transfer and lookups: what moves whole sessions. Payloads are copied, not looked into.</summary>
internal static class TransferFormat
{
    public static IMessage Write(TransferRequest request) => new Format.TransferRequest
    {
        TransferId = (ulong)request.TransferId,
        Joiner = CommonFormat.Member(request.Joiner),
        Share = request.Share,
        ShareCount = request.ShareCount,
        ResumeAfter = request.ResumeAfter?.Value ?? "",
    };

    public static TransferRequest ReadRequest(ReadOnlySpan<byte> bytes)
    {
        var request = Parsing.Read(Format.TransferRequest.Parser, bytes, "transfer request");
        var shares = WireLimits.Number(request.ShareCount, 1, WireLimits.Shares, "number of shares");
        var share = WireLimits.Number(request.Share, 0, shares - 1, "share");
        return new((long)request.TransferId, CommonFormat.Member(request.Joiner), share, shares, OptionalId(request.ResumeAfter));
    }

    public static IMessage Write(TransferPage page)
    {
        var message = new Format.TransferPage
        {
            TransferId = (ulong)page.TransferId,
            Share = page.Share,
            Index = page.Index,
            Payload = CommonFormat.Bytes(page.Payload),
            LastId = page.LastId?.Value ?? "",
            IsLast = page.IsLast,
            DonorIsComplete = page.DonorIsComplete,
        };
        CommonFormat.Add(message.Cursors, page.DonorCursors);
        return message;
    }

    public static TransferPage ReadPage(ReadOnlySpan<byte> bytes)
    {
        var page = Parsing.Read(Format.TransferPage.Parser, bytes, "transfer page");
        return new(
            (long)page.TransferId,
            WireLimits.Number(page.Share, 0, WireLimits.Shares - 1, "share"),
            WireLimits.Number(page.Index, 0, int.MaxValue, "page index"),
            page.Payload.Memory,
            OptionalId(page.LastId),
            page.IsLast,
            page.DonorIsComplete,
            CommonFormat.Cursors(page.Cursors));
    }

    public static IMessage Write(TransferCredit credit) => new Format.TransferCredit
    {
        TransferId = (ulong)credit.TransferId, Share = credit.Share, Index = credit.Index,
    };

    public static TransferCredit ReadCredit(ReadOnlySpan<byte> bytes)
    {
        var credit = Parsing.Read(Format.TransferCredit.Parser, bytes, "transfer credit");
        return new(
            (long)credit.TransferId,
            WireLimits.Number(credit.Share, 0, WireLimits.Shares - 1, "share"),
            WireLimits.Number(credit.Index, 0, int.MaxValue, "page index"));
    }

    public static IMessage Write(LookupRequest request) => new Format.LookupRequest { Id = request.Id.Value };

    public static LookupRequest ReadLookupRequest(ReadOnlySpan<byte> bytes) =>
        new(SessionIdFormat.Read(Parsing.Read(Format.LookupRequest.Parser, bytes, "lookup request").Id));

    public static IMessage Write(LookupReply reply) => new Format.LookupReply
    {
        Id = reply.Id.Value,
        Member = CommonFormat.Member(reply.Member),
        IsComplete = reply.IsComplete,
        Payload = CommonFormat.Bytes(reply.Payload),
    };

    public static LookupReply ReadLookupReply(ReadOnlySpan<byte> bytes)
    {
        var reply = Parsing.Read(Format.LookupReply.Parser, bytes, "lookup reply");
        return new(SessionIdFormat.Read(reply.Id), CommonFormat.Member(reply.Member), reply.IsComplete, reply.Payload.Memory);
    }

    private static SessionId? OptionalId(string value) => value.Length == 0 ? null : SessionIdFormat.Read(value);
}
