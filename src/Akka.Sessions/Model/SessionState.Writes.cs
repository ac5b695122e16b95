using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>
/// Local writes. Each is stamped by the session's own clock (never below the clock, above everything its writer saw), and returns the delta
/// that every other member merges; the new state is nothing but the old one merged with that delta.
/// </summary>
internal sealed partial class SessionState
{
    /// <summary>100 years; longer is cut.</summary>
    public const long LongestTimeoutMilliseconds = 36_525L * 24 * 60 * 60 * 1000;

    /// <summary>Stamps and merges what one commit changed. An ended session is not written: the caller checks <see cref="IsEnded"/> first.</summary>
    public SessionWrite Write(SessionChanges changes, DateTimeOffset now, int writer)
    {
        var stamp = Stamp.Next(now, HighestStamp, writer);
        var delta = new SessionState(
            AttributeSet.Of(changes.Attributes, stamp),
            Milliseconds(changes.Created),
            Milliseconds(changes.Accessed),
            changes.IdleTimeout is { } idle ? new(Whole(idle), stamp) : null,
            changes.AbsoluteTimeout is { } absolute ? new(Whole(absolute), stamp) : null,
            changes.Principal is { } principal ? new(principal, stamp) : null,
            null);
        return new(Merge(this, delta), delta);
    }

    /// <summary>Ends it: the application said so.</summary>
    public SessionWrite Invalidate(DateTimeOffset now, int writer) => Finish(SessionEnd.Invalidated(Stamp.Next(now, HighestStamp, writer)));

    /// <summary>Ends it: it timed out.</summary>
    public SessionWrite Expire(DateTimeOffset now, int writer) => Finish(SessionEnd.Expired(Stamp.Next(now, HighestStamp, writer)));

    /// <summary>Changes its id: ends it here and hands its content to <paramref name="target"/>.</summary>
    public SessionRotation MoveTo(SessionId target, DateTimeOffset now, int writer)
    {
        var delta = Ended(SessionEnd.Moved(target, Stamp.Next(now, HighestStamp, writer)));
        return new(new(Merge(this, delta).ForgetContent(), delta), Content);
    }

    /// <summary>Drops removed attributes up to a stamp: everyone has acknowledged their removal, and its retention passed.</summary>
    public SessionState ForgetRemoved(Stamp upTo) =>
        new(Attributes.ForgetRemoved(upTo), _created, _lastAccessed, IdleTimeout, AbsoluteTimeout, Principal, End);

    /// <summary>Of an ended session keeps the end only.</summary>
    public SessionState ForgetContent() => End is null ? this : Ended(End);

    // What travels is whole milliseconds; the writer must hold the same value as everyone else. Below zero means never.
    private static TimeSpan Whole(TimeSpan timeout)
    {
        if (timeout < TimeSpan.Zero) return Timeout.InfiniteTimeSpan;
        return TimeSpan.FromMilliseconds(Math.Clamp((long)timeout.TotalMilliseconds, 1, LongestTimeoutMilliseconds));
    }

    private SessionWrite Finish(SessionEnd end)
    {
        var delta = Ended(end);
        return new(Merge(this, delta), delta);
    }
}
