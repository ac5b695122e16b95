namespace Akka.Sessions.Model;

/// <summary>What a merge leads to.</summary>
/// <param name="State">The session under its id afterwards; the same instance as before when the piece brought nothing new.</param>
/// <param name="Forwards">
/// Pieces that must now be merged under other ids, here on this member only (every member derives them itself; they are not replicated).
/// </param>
internal readonly record struct MergeOutcome(SessionState State, IReadOnlyList<SessionPiece> Forwards);

/// <summary>
/// The rules that span ids. A moved id keeps nothing: what it held, and what comes later, goes to the new id, and an invalidation follows.
/// Of two concurrent moves the loser's new id is itself moved to the winner's, so all members find the same session under the same id.
/// </summary>
internal static class SessionMerge
{
    // A piece is forwarded once for each id change that its sender had not heard of; so many are a forgery that runs in circles.
    private const int MaxHops = 64;

    /// <summary>Merges a piece into what is held under its id. Every piece, local or received, enters a table through here.</summary>
    public static MergeOutcome Into(SessionState held, SessionPiece piece)
    {
        var merged = SessionState.Merge(held, piece.State);
        if (merged.End is not { Move: { } move } end || piece.Hops == MaxHops) return new(merged, []);

        var forwards = new List<SessionPiece>();
        var content = held.IsMoved ? piece.State.Content : SessionState.Merge(held.Content, piece.State.Content);
        if (!content.IsEmpty) forwards.Add(new(move.Target, content, piece.Hops + 1) { IdleFor = piece.IdleFor });
        var isNews = !end.Equals(held.End);
        if (isNews) AddFollowing(end, held.End, piece.Hops + 1, forwards);
        return new(isNews ? merged.ForgetContent() : held, forwards);
    }

    // What follows of what is new; the rest was told when that was new. Told again each time, moves in a circle would rouse each other for long.
    private static void AddFollowing(SessionEnd end, SessionEnd? before, int hops, List<SessionPiece> forwards)
    {
        var moves = end.Moves;
        var wasKnown = moves.Select(move => before is not null && before.Moves.Contains(move)).ToArray();
        var isOldVerdict = end.Verdict == before?.Verdict;
        for (var loser = 0; loser < moves.Length; loser++)
        {
            if (end.IsInvalidated && !(isOldVerdict && wasKnown[loser]))
                forwards.Add(new(moves[loser].Target, SessionState.Ended(SessionEnd.Invalidated(end.Verdict!.Stamp)), hops));
            for (var winner = 0; winner < loser; winner++)
            {
                // Equal stamps are one move that was heard of in two ways; which of its targets wins was decided where it was made.
                if (moves[winner].Stamp == moves[loser].Stamp || (wasKnown[winner] && wasKnown[loser])) continue;
                forwards.Add(new(moves[loser].Target, SessionState.Ended(SessionEnd.Moved(moves[winner].Target, moves[loser].Stamp)), hops));
            }
        }
    }
}
