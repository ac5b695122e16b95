using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// What two members that hold a session differently have to tell each other. What lies under an end that both know is not compared: nobody
/// sees it, and each member drops it when it thinks that everyone has heard.
/// </summary>
internal static class DigestNews
{
    /// <summary>Merging the piece would change what is held.</summary>
    public static bool Brings(SessionState held, SessionState piece) => held.End is { } here && piece.End is { } there
        ? !here.Equals(SessionEnd.Merge(here, there))
        : !SessionState.Merge(held, piece).Equals(held);

    /// <summary>The sender of the piece would learn something from what is held here.</summary>
    public static bool Adds(SessionState held, SessionState piece)
    {
        if (held.End is not null) return Brings(piece, held);
        // What it held goes to the new id, on the member that moved it too. Of one that is over nothing is wanted any more.
        if (piece.End is { } end) return end.Move is not null && !end.IsInvalidated && !held.IsEmpty;
        // An access alone is told in its own time.
        return Brings(held.LastAccessed is { } at ? SessionState.Merge(piece, SessionState.AccessedAt(at)) : piece, held);
    }

    /// <summary>The entry that another member has for a session says the same as what is held here, be it only a tombstone.</summary>
    public static bool IsSame(SessionId id, DigestedSession held, ulong digest) =>
        held.Digest == digest || (held.State.End is { } end && SessionDigest.OfEnd(id, end) == digest);
}
