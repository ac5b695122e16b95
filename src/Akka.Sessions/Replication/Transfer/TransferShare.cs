namespace Akka.Sessions.Replication;

/// <summary>Cuts the id space into shares, the same on every member, and gives a share its order.</summary>
internal static class TransferShare
{
    /// <summary>The ids of a share after <paramref name="resumeAfter"/>, in order.</summary>
    public static SessionId[] Order(IEnumerable<SessionId> ids, int share, int shareCount, SessionId? resumeAfter)
    {
        SessionId[] ordered = [.. ids.Where(id => ShareOf(id, shareCount) == share && IsAfter(id, resumeAfter))];
        Array.Sort(ordered, (a, b) => string.CompareOrdinal(a.Value, b.Value));
        return ordered;
    }

    public static bool IsAfter(SessionId id, SessionId? other) => other is not { } before || string.CompareOrdinal(id.Value, before.Value) > 0;

    // Ids are random: a few of their characters are as good as a hash of all.
    public static int ShareOf(SessionId id, int shareCount) => (id.Value[0] * 67 + id.Value[1] * 31 + id.Value[2]) % shareCount;
}
