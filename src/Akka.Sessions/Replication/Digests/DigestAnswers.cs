using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// The side that is asked. It keeps nothing of an exchange: every answer follows from the message and from what is held here now.
/// </summary>
internal sealed class DigestAnswers(MemberId self, IDigestedSessions sessions, int maxPageBytes)
{
    // Two numbers for an entry, and a little for its bucket.
    private const int EntryBytes = 16;
    private const int BucketBytes = 16;

    /// <summary>What is here in the buckets that differ, as many as fit in a page; one that alone is bigger makes a page of its own.</summary>
    /// <param name="offer">What the other has.</param>
    /// <param name="cursors">This member's cursors, its own stream included, taken before the call.</param>
    public DigestEntries Answer(DigestOffer offer, IReadOnlyList<StreamCursor> cursors)
    {
        var sums = sessions.Index.Sums;
        var buckets = new List<DigestBucket>();
        var left = maxPageBytes;
        var next = offer.FromBucket;
        for (; next < DigestBucket.Count; next++)
        {
            if (sums[next] == offer.Hashes[next]) continue;
            var entries = EntriesOf(next);
            left -= BucketBytes + (entries.Length * EntryBytes);
            if (left < 0 && buckets.Count > 0) break;
            buckets.Add(new(next, entries));
        }

        return new(offer.ExchangeId, self, offer.FromBucket, next, buckets, cursors);
    }

    /// <summary>What is here and not in the pieces received, then what was wanted; a page of it.</summary>
    /// <param name="content">What the other sends and wants.</param>
    /// <param name="pieces">Its payload, decoded.</param>
    /// <returns>The answer, and those of the pieces that are news here: merge them.</returns>
    public (DigestAnswer Answer, IReadOnlyList<SessionPiece> News) Answer(DigestContent content, IReadOnlyList<SessionPiece> pieces)
    {
        var page = new DigestPage(maxPageBytes);
        var news = new List<SessionPiece>();
        var more = new List<ulong>();
        foreach (var piece in pieces)
        {
            var held = sessions.Find(piece.Id)?.State ?? SessionState.Empty;
            if (DigestNews.Brings(held, piece.State)) news.Add(piece);
            if (!DigestNews.Adds(held, piece.State)) continue;
            if (more.Count > 0 || !page.TryAdd(sessions.Encode(piece.Id))) more.Add(StableHash.Of(piece.Id));
        }

        var taken = more.Count > 0 ? 0 : Take(content.Wanted, page);
        return (new(content.ExchangeId, self, content.Index, page.Bytes, taken, more), news);
    }

    private int Take(IReadOnlyList<ulong> wanted, DigestPage page)
    {
        var known = new Dictionary<int, Dictionary<ulong, SessionId>>();
        for (var taken = 0; taken < wanted.Count; taken++)
        {
            var bucket = DigestBucket.Of(wanted[taken]);
            if (!known.TryGetValue(bucket, out var here)) known[bucket] = here = ByHash(bucket);
            if (here.TryGetValue(wanted[taken], out var id) && !page.TryAdd(sessions.Encode(id))) return taken;
        }

        return wanted.Count;
    }

    private Dictionary<ulong, SessionId> ByHash(int bucket)
    {
        var here = new Dictionary<ulong, SessionId>();
        foreach (var id in sessions.Index.IdsIn(bucket)) here[StableHash.Of(id)] = id;
        return here;
    }

    private DigestEntry[] EntriesOf(int bucket) =>
    [
        .. from id in sessions.Index.IdsIn(bucket)
           let digest = sessions.Find(id)?.Digest ?? SessionDigest.None
           where digest != SessionDigest.None
           select new DigestEntry(StableHash.Of(id), digest),
    ];
}
