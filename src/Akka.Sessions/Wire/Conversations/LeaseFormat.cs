using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Google.Protobuf;

namespace Akka.Sessions.Wire;

/// <summary>The exclusive use of sessions.</summary>
internal static class LeaseFormat
{
    private const long MaxSpan = SessionState.LongestTimeoutMilliseconds;

    public static IMessage Write(LeaseRequest request)
    {
        var (bytes, text) = SessionIdFormat.Write(request.Session);
        return new Format.LeaseRequest { Lease = Lease(request.Lease), Id = bytes, IdText = text, Waited = Milliseconds(request.Waited) };
    }

    public static LeaseRequest ReadRequest(ReadOnlySpan<byte> bytes)
    {
        var request = Parsing.Read(Format.LeaseRequest.Parser, bytes, "lease request");
        return new(Lease(request.Lease), SessionIdFormat.Read(request.Id, request.IdText), Span(request.Waited));
    }

    public static IMessage Write(LeaseGrant grant)
    {
        var (bytes, text) = SessionIdFormat.Write(grant.Session);
        var message = new Format.LeaseGrant { Lease = Lease(grant.Lease), Id = bytes, IdText = text, Round = grant.Round };
        CommonFormat.Add(message.Written, grant.Written);
        return message;
    }

    public static LeaseGrant ReadGrant(ReadOnlySpan<byte> bytes)
    {
        var grant = Parsing.Read(Format.LeaseGrant.Parser, bytes, "lease grant");
        var id = SessionIdFormat.Read(grant.Id, grant.IdText);
        return new(Lease(grant.Lease), id, WireLimits.Number(grant.Round, 0, "collection"), CommonFormat.Cursors(grant.Written));
    }

    public static IMessage Write(LeaseRefused refusal) => new Format.LeaseRefused { Lease = Lease(refusal.Lease), Reason = (int)refusal.Reason };

    // A reason of a later release is one all the same.
    public static LeaseRefused ReadRefused(ReadOnlySpan<byte> bytes)
    {
        var refusal = Parsing.Read(Format.LeaseRefused.Parser, bytes, "lease refusal");
        var reason = (LeaseRefusal)refusal.Reason;
        return new(Lease(refusal.Lease), Enum.IsDefined(reason) ? reason : LeaseRefusal.NotReady);
    }

    public static IMessage Write(LeaseRelease release)
    {
        var (bytes, text) = SessionIdFormat.Write(release.Session);
        var message = new Format.LeaseRelease { Lease = Lease(release.Lease), Id = bytes, IdText = text };
        if (release.Written is var (stream, number))
            message.Written = new Format.StreamCursor { Origin = stream.Origin, Stream = (uint)stream.Stream, Number = number };
        return message;
    }

    public static LeaseRelease ReadRelease(ReadOnlySpan<byte> bytes)
    {
        var release = Parsing.Read(Format.LeaseRelease.Parser, bytes, "lease release");
        return new(Lease(release.Lease), SessionIdFormat.Read(release.Id, release.IdText), Written(release.Written));
    }

    public static IMessage Write(LeaseReleased released) => new Format.LeaseReleased { Lease = Lease(released.Lease) };

    public static LeaseReleased ReadReleased(ReadOnlySpan<byte> bytes) =>
        new(Lease(Parsing.Read(Format.LeaseReleased.Parser, bytes, "lease acknowledgement").Lease));

    public static IMessage Write(LeaseQuestion question) => new Format.LeaseQuestion
    {
        Member = CommonFormat.Member(question.Member), Round = question.Round, View = question.View, After = question.After,
    };

    public static LeaseQuestion ReadQuestion(ReadOnlySpan<byte> bytes)
    {
        var question = Parsing.Read(Format.LeaseQuestion.Parser, bytes, "lease question");
        var round = WireLimits.Number(question.Round, 0, "collection");
        return new(CommonFormat.Member(question.Member), round, question.View, WireLimits.Number(question.After, 0, "lease number"));
    }

    public static IMessage Write(LeaseReport report)
    {
        var message = new Format.LeaseReport
        {
            Member = CommonFormat.Member(report.Member), Round = report.Round, After = report.After, IsLast = report.IsLast,
        };
        foreach (var claim in report.Claims)
        {
            var (bytes, text) = SessionIdFormat.Write(claim.Session);
            message.Claims.Add(new Format.LeaseClaim
            {
                Number = claim.Number, Id = bytes, IdText = text, IsHeld = claim.IsHeld, Waited = Milliseconds(claim.Waited),
            });
        }

        CommonFormat.Add(message.Cursors, report.Cursors);
        return message;
    }

    public static LeaseReport ReadReport(ReadOnlySpan<byte> bytes)
    {
        var report = Parsing.Read(Format.LeaseReport.Parser, bytes, "lease report");
        WireLimits.Count(report.Claims.Count, WireLimits.LeasesPerReport, "leases in one report");
        return new(
            CommonFormat.Member(report.Member),
            WireLimits.Number(report.Round, 0, "collection"),
            WireLimits.Number(report.After, 0, "lease number"),
            [.. report.Claims.Select(Claim)],
            report.IsLast,
            CommonFormat.Cursors(report.Cursors));
    }

    private static LeaseClaim Claim(Format.LeaseClaim claim) => new(
        WireLimits.Number(claim.Number, 1, "lease number"), SessionIdFormat.Read(claim.Id, claim.IdText), claim.IsHeld, Span(claim.Waited));

    private static Format.LeaseId Lease(LeaseId lease) => new() { Origin = lease.Origin, Number = lease.Number };

    private static LeaseId Lease(Format.LeaseId? lease) => lease is null
        ? throw new WireFormatException("A message about no lease.")
        : new(lease.Origin, WireLimits.Number(lease.Number, 1, "lease number"));

    private static StreamCursor? Written(Format.StreamCursor? written) => written is null
        ? null
        : new(CommonFormat.Stream(written.Origin, written.Stream), WireLimits.Number(written.Number, 0, "batch number"));

    private static ulong Milliseconds(TimeSpan span) => (ulong)Math.Clamp(span.TotalMilliseconds, 0, MaxSpan);

    private static TimeSpan Span(ulong milliseconds) => milliseconds <= MaxSpan
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new WireFormatException($"A span of {milliseconds} ms; at most {MaxSpan}.");
}
