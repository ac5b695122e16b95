using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>The id was changed: the session lives on under <paramref name="Target"/>.</summary>
internal sealed record SessionMove(SessionId Target, Stamp Stamp)
{
    /// <summary>The earlier move; of equal stamps the lower target.</summary>
    public static SessionMove? Merge(SessionMove? a, SessionMove? b)
    {
        if (a is null || b is null) return a ?? b;
        var order = a.Stamp.CompareTo(b.Stamp);
        if (order == 0) order = string.CompareOrdinal(a.Target.Value, b.Target.Value);
        return order <= 0 ? a : b;
    }
}

/// <summary>The session was invalidated by the application, or expired.</summary>
internal sealed record SessionVerdict(bool IsInvalidated, Stamp Stamp)
{
    /// <summary>Invalidated beats expired; of two alike the earlier.</summary>
    public static SessionVerdict? Merge(SessionVerdict? a, SessionVerdict? b)
    {
        if (a is null || b is null) return a ?? b;
        if (a.IsInvalidated != b.IsInvalidated) return a.IsInvalidated ? a : b;
        return a.Stamp.CompareTo(b.Stamp) <= 0 ? a : b;
    }
}

/// <summary>
/// The end of a session under its id: a move, a verdict, or both. Once ended always ended. Both facts are kept, because the verdict on a
/// moved id goes on to the new one.
/// </summary>
internal sealed record SessionEnd
{
    public SessionEnd(SessionMove? move, SessionVerdict? verdict)
    {
        if (move is null && verdict is null) throw new ArgumentException("An end is a move, a verdict or both.", nameof(move));
        (Move, Verdict) = (move, verdict);
    }

    public SessionMove? Move { get; }

    public SessionVerdict? Verdict { get; }

    public bool IsInvalidated => Verdict is { IsInvalidated: true };

    /// <summary>Invalidated beats moved beats expired.</summary>
    public SessionEndReason Reason =>
        IsInvalidated ? SessionEndReason.Invalidated : Move is not null ? SessionEndReason.Moved : SessionEndReason.Expired;

    public Stamp HighestStamp => Stamp.Max(Move?.Stamp ?? default, Verdict?.Stamp ?? default);

    public static SessionEnd? Merge(SessionEnd? a, SessionEnd? b) => a is null || b is null || ReferenceEquals(a, b)
        ? a ?? b
        : new(SessionMove.Merge(a.Move, b.Move), SessionVerdict.Merge(a.Verdict, b.Verdict));
}
