namespace Akka.Sessions.Replication;

/// <summary>
/// What a session keeps for the index: the digest that is counted for it. Once closed it counts for nothing, whoever still writes.
/// </summary>
internal struct DigestMark
{
    /// <summary>No digest: the session was removed.</summary>
    public const ulong Closed = ulong.MaxValue;

    private ulong _digest;

    /// <summary>What is counted now.</summary>
    public ulong Digest => Volatile.Read(ref _digest) is var digest and not Closed ? digest : SessionDigest.None;

    /// <summary>Counts another digest; returns what that adds to the sum.</summary>
    public ulong Replace(ulong digest)
    {
        for (var known = Volatile.Read(ref _digest); known != Closed;)
        {
            var before = Interlocked.CompareExchange(ref _digest, digest, known);
            if (before == known) return digest - before;
            known = before;
        }

        return 0;
    }

    /// <summary>Counts nothing from now on; returns what that adds to the sum.</summary>
    public ulong Close() => Interlocked.Exchange(ref _digest, Closed) is var before and not Closed ? 0 - before : 0;
}
