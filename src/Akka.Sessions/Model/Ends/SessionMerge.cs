namespace Akka.Sessions.Model;

/// <summary>What a merge leads to.</summary>
/// <param name="State">The session under its id afterwards; the same instance as before when the piece brought nothing new.</param>
/// <param name="Forwards">
/// Pieces that must now be merged under other ids, here on this member only (every member derives them itself; they are not replicated).
/// </param>
internal readonly record struct MergeOutcome(SessionState State, IReadOnlyList<SessionPiece> Forwards);

/// <summary>
/// The rules that span ids. A moved id keeps nothing: what it held, and what comes later, goes to the new id, and so does an invalidation.
/// Of two concurrent moves the loser's new id is itself moved to the winner's, so all members find the same session under the same id.
/// </summary>
internal static class SessionMerge
{
    /// <summary>Merges a piece into what is held under its id. Every piece, local or received, enters a table through here.</summary>
    public static MergeOutcome Into(SessionState held, SessionState piece)
    {
        var merged = SessionState.Merge(held, piece);
        if (merged.End?.Move is not { } move) return new(merged, []);

        var forwards = new List<SessionPiece>();
        var content = held.IsMoved ? piece.Content : SessionState.Merge(held.Content, piece.Content);
        if (!content.IsEmpty) forwards.Add(new(move.Target, content));
        if (merged.End.IsInvalidated) forwards.Add(new(move.Target, SessionState.Ended(new(null, merged.End.Verdict))));
        if (Loser(held.End?.Move, piece.End?.Move, move) is { } loser)
            forwards.Add(new(loser.Target, SessionState.Ended(new(new(move.Target, loser.Stamp), null))));
        return new(merged, forwards);
    }

    // Equal stamps are one move that was heard of in two ways: there is no loser, or two ids could be moved to one another.
    private static SessionMove? Loser(SessionMove? held, SessionMove? arrived, SessionMove winner)
    {
        if (held is null || arrived is null || held.Target == arrived.Target || held.Stamp == arrived.Stamp) return null;
        return held.Target == winner.Target ? arrived : held;
    }
}
