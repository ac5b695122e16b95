using System.Collections.Immutable;
using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>
/// The end of a session under its id: moves, a verdict, or both; once ended always ended. Moves and verdict are both kept, because the verdict
/// on a moved id goes on to the new one.
/// </summary>
internal sealed class SessionEnd : IEquatable<SessionEnd>
{
    /// <summary>Moves of one id that are kept, those with the lowest stamps: more than there are members that change an id at one moment.</summary>
    public const int MostMoves = 16;

    private SessionEnd(ImmutableArray<SessionMove> moves, SessionVerdict? verdict) => (Moves, Verdict) = (moves, verdict);

    /// <summary>Where the id was moved to, the deciding move first. More than one only when members moved it concurrently.</summary>
    public ImmutableArray<SessionMove> Moves { get; }

    public SessionVerdict? Verdict { get; }

    /// <summary>The move that decides.</summary>
    public SessionMove? Move => Moves.IsEmpty ? null : Moves[0];

    public bool IsInvalidated => Verdict is { IsInvalidated: true };

    /// <summary>Invalidated beats moved beats expired.</summary>
    public SessionEndReason Reason =>
        IsInvalidated ? SessionEndReason.Invalidated : Moves.IsEmpty ? SessionEndReason.Expired : SessionEndReason.Moved;

    public Stamp HighestStamp => Moves.Aggregate(Verdict?.Stamp ?? default, (highest, move) => Stamp.Max(highest, move.Stamp));

    public static SessionEnd Moved(SessionId target, Stamp stamp) => new([new(target, stamp)], null);

    public static SessionEnd Invalidated(Stamp stamp) => new([], new(true, stamp));

    public static SessionEnd Expired(Stamp stamp) => new([], new(false, stamp));

    /// <summary>Puts an end together as read from the wire; <see langword="null"/> of nothing.</summary>
    public static SessionEnd? Of(IEnumerable<SessionMove> moves, SessionVerdict? verdict)
    {
        ImmutableArray<SessionMove> sorted = [.. moves.Distinct().Order().Take(MostMoves)];
        return sorted.IsEmpty && verdict is null ? null : new(sorted, verdict);
    }

    /// <summary>The moves of both, and the stronger verdict. Returns <paramref name="a"/> itself when <paramref name="b"/> brings nothing new.</summary>
    public static SessionEnd? Merge(SessionEnd? a, SessionEnd? b)
    {
        if (a is null || b is null || ReferenceEquals(a, b)) return a ?? b;
        var verdict = SessionVerdict.Merge(a.Verdict, b.Verdict);
        if (verdict == a.Verdict && b.Moves.All(a.Moves.Contains)) return a;
        var merged = Of(a.Moves.Concat(b.Moves), verdict);
        return a.Equals(merged) ? a : merged;
    }

    public bool Equals(SessionEnd? other) => other is not null && Verdict == other.Verdict && Moves.SequenceEqual(other.Moves);

    public override bool Equals(object? obj) => Equals(obj as SessionEnd);

    public override int GetHashCode() => HighestStamp.GetHashCode();

    public override string ToString() => $"{Reason} {HighestStamp}";
}

/// <summary>The id was changed: the session lives on under <paramref name="Target"/>. The lowest stamp decides.</summary>
internal sealed record SessionMove(SessionId Target, Stamp Stamp) : IComparable<SessionMove>
{
    public int CompareTo(SessionMove? other)
    {
        if (other is null) return 1;
        var order = Stamp.CompareTo(other.Stamp);
        return order != 0 ? order : string.CompareOrdinal(Target.Value, other.Target.Value);
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
