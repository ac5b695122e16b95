namespace Akka.Sessions.Replication;

/// <summary>Cuts the id space into shares, the same on every member, and gives a share its order.</summary>
internal static class TransferShare
{
    /// <summary>The ids of a share after <paramref name="resumeAfter"/>, in order.</summary>
    public static SessionId[] Order(IEnumerable<SessionId> ids, int share, int shareCount, SessionId? resumeAfter)
    {
        var mine = ids.Where(id => ShareOf(id, shareCount) == share);
        if (resumeAfter is { } after) mine = mine.Where(id => string.CompareOrdinal(id.Value, after.Value) > 0);
        SessionId[] ordered = [.. mine];
        Array.Sort(ordered, (a, b) => string.CompareOrdinal(a.Value, b.Value));
        return ordered;
    }

    // Ids are random: a few of their characters are as good as a hash of all.
    public static int ShareOf(SessionId id, int shareCount) => (id.Value[0] * 67 + id.Value[1] * 31 + id.Value[2]) % shareCount;
}
