using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>How far one session is from its end by time alone, as this member sees it at one moment. Idleness is never longer than the truth.</summary>
/// <param name="LastAccess">The last access known here.</param>
/// <param name="Idle">How long ago that was when this member heard of it, and since.</param>
/// <param name="SinceTouched">How long ago it was used on this member itself.</param>
/// <param name="IdleTimeout">How long it may be idle; <see cref="Never"/> for as long as it likes.</param>
/// <param name="UntilAbsoluteEnd">How long until it ends whatever happens; <see cref="Never"/> when it does not.</param>
internal readonly record struct SessionAge(
    DateTimeOffset LastAccess, TimeSpan Idle, TimeSpan SinceTouched, TimeSpan IdleTimeout, TimeSpan UntilAbsoluteEnd)
{
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    /// <summary>How long until it is over; nothing or less when it is.</summary>
    public TimeSpan Remaining => IdleRemaining < UntilAbsoluteEnd ? IdleRemaining : UntilAbsoluteEnd;

    /// <summary>It has ended, by time or otherwise, or moved to another id.</summary>
    public bool IsEnded { get; init; }

    public bool IsDue => !IsEnded && Remaining <= TimeSpan.Zero;

    public bool IsPastAbsoluteEnd => UntilAbsoluteEnd <= TimeSpan.Zero;

    /// <summary>Overdue by as long again as it may be idle: so long the vote waits for a member that does not answer.</summary>
    public bool IsLongOverdue => IdleRemaining <= -IdleTimeout;

    private TimeSpan IdleRemaining => IdleTimeout == Never ? Never : IdleTimeout - Idle;

    public static SessionAge Of(SessionState state, ref AccessTimes accesses, TimeSpan defaultIdleTimeout, Moment moment) => new(
        accesses.Latest(state.LastAccessed) ?? DateTimeOffset.FromUnixTimeMilliseconds(state.HighestStamp.Milliseconds),
        accesses.IdleFor(moment.Uptime),
        accesses.SinceTouched(moment.Uptime),
        (state.IdleTimeout?.Value ?? defaultIdleTimeout) is var idle && idle < TimeSpan.Zero ? Never : idle,
        UntilAbsoluteEndOf(state, moment.Now)) { IsEnded = state.IsEnded };

    /// <summary>
    /// Why this member does not consent to the end that another proposes; <see langword="null"/> when it does. An access here, or one that the
    /// proposer has not heard of, speaks for itself. One that the proposer knows as well must be younger than the timeout by more than the
    /// slack, for everyone heard of it a little later than the one before.
    /// </summary>
    public ExpiryVeto? Veto(ExpiryCandidate candidate, ExpirySlack slack)
    {
        if (candidate.IsPastAbsoluteEnd) return UntilAbsoluteEnd > slack.OfClocks ? VetoFor(candidate.Id, UntilAbsoluteEnd) : null;
        var isNews = SinceTouched < IdleTimeout || LastAccess > candidate.LastAccess;
        return IdleRemaining > (isNews ? TimeSpan.Zero : slack.OfAccesses) ? VetoFor(candidate.Id, IdleRemaining) : null;
    }

    public ExpiryVeto VetoFor(SessionId id, TimeSpan remaining) => new(id, LastAccess, Idle, remaining);

    // By the wall clock, and it comes from the wire: neither a timeout beyond the calendar nor an infinite one ever ends.
    private static TimeSpan UntilAbsoluteEndOf(SessionState state, DateTimeOffset now) =>
        state.Created is { } created && state.AbsoluteTimeout is { Value: var absolute } && absolute >= TimeSpan.Zero
            ? created - now + absolute
            : Never;
}

/// <summary>How far members that are both right may differ.</summary>
/// <param name="OfAccesses">How much later than another a member may hear of an access: the interval at which they are told.</param>
/// <param name="OfClocks">How far wall clocks may differ.</param>
internal readonly record struct ExpirySlack(TimeSpan OfAccesses, TimeSpan OfClocks);
