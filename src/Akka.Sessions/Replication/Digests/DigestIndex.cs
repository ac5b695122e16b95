using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// The digests of all sessions of one member in buckets, each bucket the sum of its sessions' digests: two members whose sums are equal hold
/// the same there. A write adds the difference that it makes, so nothing is ever counted anew.
/// </summary>
/// <remarks>
/// Sums may be changed and read by any thread. Which ids are in a bucket is for one thread alone, that of whoever adds and removes sessions.
/// A sum and not an exclusive or, because a sum is one atomic instruction.
/// </remarks>
internal sealed class DigestIndex
{
    private readonly ulong[] _sums = new ulong[DigestBucket.Count];
    private readonly HashSet<SessionId>?[] _ids = new HashSet<SessionId>?[DigestBucket.Count];

    /// <summary>The sums now: those of sessions that are being written may be either.</summary>
    public ulong[] Sums
    {
        get
        {
            var now = new ulong[_sums.Length];
            for (var bucket = 0; bucket < now.Length; bucket++) now[bucket] = Volatile.Read(ref _sums[bucket]);
            return now;
        }
    }

    /// <summary>Every id in that bucket, those that do not count included.</summary>
    public IReadOnlyCollection<SessionId> IdsIn(int bucket) => _ids[bucket] is { } ids ? ids : [];

    /// <summary>The session is here from now on.</summary>
    public void Add(SessionId id) => (_ids[BucketOf(id)] ??= []).Add(id);

    /// <summary>The session is here no more, and whatever is still written to it counts for nothing.</summary>
    public void Remove(SessionId id, ref DigestMark mark)
    {
        _ids[BucketOf(id)]?.Remove(id);
        Count(id, mark.Close());
    }

    /// <summary>What is held of a session has this digest now.</summary>
    public void Replace(SessionId id, ref DigestMark mark, ulong digest) => Count(id, mark.Replace(digest));

    private void Count(SessionId id, ulong difference)
    {
        if (difference != 0) Interlocked.Add(ref _sums[BucketOf(id)], difference);
    }

    private static int BucketOf(SessionId id) => DigestBucket.Of(StableHash.Of(id));
}
