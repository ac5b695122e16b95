using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>
/// A session, or a piece of one: a join of registers. Immutable; <see cref="Merge"/> is the only way it changes, and it is commutative,
/// associative and idempotent. A delta is a state that holds only the registers that were written.
/// </summary>
internal sealed partial class SessionState : IEquatable<SessionState>
{
    /// <summary>Knows nothing: merging it changes nothing.</summary>
    public static readonly SessionState Empty = new();

    // Milliseconds since 1970; 0 is unknown. Longs, because a node keeps hundreds of thousands of these.
    private readonly long _created;
    private readonly long _lastAccessed;

    private SessionState() => Attributes = AttributeSet.Empty;

    private SessionState(
        AttributeSet attributes, long created, long lastAccessed, Register<TimeSpan>? idle, Register<TimeSpan>? absolute,
        Register<string>? principal, SessionEnd? end)
    {
        Attributes = attributes;
        _created = created;
        _lastAccessed = lastAccessed;
        IdleTimeout = idle;
        AbsoluteTimeout = absolute;
        Principal = principal;
        End = end;
    }

    /// <summary>The attributes, removed ones included.</summary>
    public AttributeSet Attributes { get; }

    public Register<TimeSpan>? IdleTimeout { get; }

    public Register<TimeSpan>? AbsoluteTimeout { get; }

    /// <summary>Who is logged in; an empty name means nobody.</summary>
    public Register<string>? Principal { get; }

    /// <summary>How it ended; <see langword="null"/> while it lives.</summary>
    public SessionEnd? End { get; }

    /// <summary>The earliest creation known; <see langword="null"/> when the piece that creates the session has not arrived.</summary>
    public DateTimeOffset? Created => Time(_created);

    /// <summary>The latest access known.</summary>
    public DateTimeOffset? LastAccessed => Time(_lastAccessed);

    public bool IsEnded => End is not null;

    public bool IsMoved => End?.Move is not null;

    public bool IsEmpty => End is null && HasNoContent;

    /// <summary>The state without its end: what goes to the new id when this one is moved.</summary>
    public SessionState Content => End is null ? this : new(Attributes, _created, _lastAccessed, IdleTimeout, AbsoluteTimeout, Principal, null);

    /// <summary>The highest stamp anywhere in it: the session's own clock.</summary>
    public Stamp HighestStamp
    {
        get
        {
            var highest = Stamp.Max(Attributes.HighestStamp, End?.HighestStamp ?? default);
            highest = Stamp.Max(highest, Stamp.Max(IdleTimeout?.Stamp ?? default, AbsoluteTimeout?.Stamp ?? default));
            return Stamp.Max(highest, Principal?.Stamp ?? default);
        }
    }

    private bool HasNoContent =>
        Attributes.Count == 0 && _created == 0 && _lastAccessed == 0 && IdleTimeout is null && AbsoluteTimeout is null && Principal is null;

    /// <summary>An ended session of which nothing but its end is known.</summary>
    public static SessionState Ended(SessionEnd end) => new(AttributeSet.Empty, 0, 0, null, null, null, end);

    /// <summary>Puts a state together from its registers, as read from the wire.</summary>
    public static SessionState Of(
        AttributeSet attributes, DateTimeOffset? created = null, DateTimeOffset? lastAccessed = null, Register<TimeSpan>? idleTimeout = null,
        Register<TimeSpan>? absoluteTimeout = null, Register<string>? principal = null, SessionEnd? end = null) =>
        Canonical(new(attributes, Milliseconds(created), Milliseconds(lastAccessed), idleTimeout, absoluteTimeout, principal, end));

    /// <summary>A piece that says no more than that the session was accessed.</summary>
    public static SessionState AccessedAt(DateTimeOffset at) => new(AttributeSet.Empty, 0, Milliseconds(at), null, null, null, null);

    /// <summary>The join of two pieces of one session. Returns <paramref name="a"/> itself when <paramref name="b"/> brings nothing new.</summary>
    public static SessionState Merge(SessionState a, SessionState b)
    {
        if (ReferenceEquals(a, b) || b.IsEmpty) return a;
        if (a.IsEmpty) return b;
        var merged = Canonical(new(
            AttributeSet.Merge(a.Attributes, b.Attributes),
            a._created == 0 || b._created == 0 ? Math.Max(a._created, b._created) : Math.Min(a._created, b._created),
            Math.Max(a._lastAccessed, b._lastAccessed),
            Register<TimeSpan>.Merge(a.IdleTimeout, b.IdleTimeout),
            Register<TimeSpan>.Merge(a.AbsoluteTimeout, b.AbsoluteTimeout),
            Register<string>.Merge(a.Principal, b.Principal),
            SessionEnd.Merge(a.End, b.End)));
        return merged.Equals(a) ? a : merged;
    }

    public bool Equals(SessionState? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _created == other._created && _lastAccessed == other._lastAccessed
            && Equals(IdleTimeout, other.IdleTimeout) && Equals(AbsoluteTimeout, other.AbsoluteTimeout)
            && Equals(Principal, other.Principal) && Equals(End, other.End) && Attributes.Equals(other.Attributes));

    public override bool Equals(object? obj) => Equals(obj as SessionState);

    public override int GetHashCode() => HashCode.Combine(_created, _lastAccessed, Attributes.Count, HighestStamp);

    /// <summary>Counts, never values: what a session holds is private.</summary>
    public override string ToString() => End is null ? $"{Attributes.LiveCount} attributes, {HighestStamp}" : $"{End.Reason}, {HighestStamp}";

    // An invalidated session holds nothing. A moved one hands its content on (SessionMerge). An expired one keeps it, unseen, until its
    // tombstone is acknowledged, because a move that nobody here has heard of yet beats expiry and takes the content along.
    private static SessionState Canonical(SessionState state) => state.End is { IsInvalidated: true } end && !state.HasNoContent ? Ended(end) : state;

    private static DateTimeOffset? Time(long milliseconds) =>
        milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static long Milliseconds(DateTimeOffset? time) => time is { } t ? Math.Max(1, t.ToUnixTimeMilliseconds()) : 0;
}
