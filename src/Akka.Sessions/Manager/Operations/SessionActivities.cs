using System.Diagnostics;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>
/// The spans of the source <c>Akka.Sessions</c>: one for each thing that may take time, none for a read. No tag holds an id or a value; an
/// error is named by its type alone.
/// </summary>
internal static class SessionActivities
{
    public const string Name = "Akka.Sessions";
    private const string LevelTag = "akka.sessions.commit.level";
    private const string SatisfiedTag = "akka.sessions.commit.satisfied";
    private const string MissingTag = "akka.sessions.commit.missing";
    private const string FoundTag = "akka.sessions.found";
    private const string CertainTag = "akka.sessions.certain";
    private const string MemberTag = "akka.sessions.member";
    private const string PagesTag = "akka.sessions.transfer.pages";
    private const string PayloadTag = "akka.sessions.transfer.bytes";
    private const string ErrorTag = "error.type";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>A session that could not be answered for at once; what it waits for are spans below this one.</summary>
    public static Activity? Load() => Source.StartActivity("akka.sessions.load");

    public static Activity? TokenWait() => Source.StartActivity("akka.sessions.token_wait");

    public static Activity? Lookup() => Source.StartActivity("akka.sessions.lookup");

    public static Activity? ExpiryVote() => Source.StartActivity("akka.sessions.expiry_vote");

    public static Activity? Drain() => Source.StartActivity("akka.sessions.drain");

    public static Activity? Commit(SessionRequest request) => Source.StartActivity(request switch
    {
        InvalidateRequest => "akka.sessions.invalidate",
        RotateRequest => "akka.sessions.rotate",
        _ => "akka.sessions.commit",
    });

    /// <summary>In no request, so under no other span, whatever is current where it begins.</summary>
    public static Activity? Transfer(MemberId self)
    {
        var before = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity("akka.sessions.transfer");
        Activity.Current = before;
        return span?.SetTag(MemberTag, self.Address);
    }

    public static void Concluded(this Activity? span, SessionLookup lookup) =>
        span?.SetTag(FoundTag, lookup.Session is not null).SetTag(CertainTag, lookup.IsCertain);

    public static void Concluded(this Activity? span, CommitReceipt receipt) => span?
        .SetTag(LevelTag, receipt.Level.ToString()).SetTag(SatisfiedTag, receipt.IsSatisfied).SetTag(MissingTag, receipt.Missing.Count);

    public static void Concluded(this Activity span, Standing standing)
    {
        span.SetTag(PagesTag, standing.Transfer.Pages).SetTag(PayloadTag, standing.Transfer.Bytes);
        if (!standing.IsTransferred) span.SetStatus(ActivityStatusCode.Error, "The node ended before all sessions had arrived");
        var before = Activity.Current;
        span.Stop();
        Activity.Current = before;
    }

    public static void Failed(this Activity? span, Exception failure) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag(ErrorTag, failure.GetType().FullName);
}
