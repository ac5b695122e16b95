using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// One number for what two members must agree on about a session: its live content, by stamps and not by values, or its end while someone
/// may not have heard of it. Neither access times nor what was removed counts. The same in every process.
/// </summary>
internal static class SessionDigest
{
    /// <summary>Nothing that counts: no session, a tombstone, or nothing but removed attributes.</summary>
    public const ulong None = 0;

    /// <param name="id">The session.</param>
    /// <param name="state">What is held of it.</param>
    /// <param name="isHeard">Every member has heard of its end, so it is a tombstone: members forget those at their own times.</param>
    public static ulong Of(SessionId id, SessionState state, bool isHeard)
    {
        if (state.End is { } end) return isHeard ? None : OfEnd(id, end);
        var hash = StableHash.Of(id);
        var empty = hash;
        var attributes = state.Attributes;
        for (var at = 0; at < attributes.Count; at++)
        {
            if (attributes.CellAt(at) is { IsRemoved: false } cell) hash = hash.Then(StableHash.Of(attributes.NameAt(at))).Then(cell.Stamp);
        }

        if (state.Created is { } created) hash = hash.Then(1).Then((ulong)created.ToUnixTimeMilliseconds());
        if (state.IdleTimeout is { } idle) hash = hash.Then(2).Then(idle.Stamp);
        if (state.AbsoluteTimeout is { } absolute) hash = hash.Then(3).Then(absolute.Stamp);
        if (state.Principal is { } principal) hash = hash.Then(4).Then(principal.Stamp);
        return hash == empty ? None : Counting(hash);
    }

    /// <summary>The digest of an end that not everyone has heard of.</summary>
    public static ulong OfEnd(SessionId id, SessionEnd end)
    {
        var hash = StableHash.Of(id).Then(5);
        foreach (var move in end.Moves) hash = hash.Then(StableHash.Of(move.Target)).Then(move.Stamp);
        if (end.Verdict is { } verdict) hash = hash.Then(verdict.IsInvalidated ? 6UL : 7UL).Then(verdict.Stamp);
        return Counting(hash);
    }

    private static ulong Then(this ulong hash, Stamp stamp) => hash.Then(stamp.Time).Then((uint)stamp.Writer);

    // Neither of the two numbers that mean something else.
    private static ulong Counting(ulong hash) => hash is None or DigestMark.Closed ? 1 : hash;
}
