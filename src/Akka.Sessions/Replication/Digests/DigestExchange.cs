using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// One comparison with one member, on the side that asks: offers its hashes, compares what the other has in the buckets that differ, and
/// sends and takes the content that either lacks, a page at a time. Afterwards both are equal in everything that was compared.
/// </summary>
/// <remarks>
/// The other member keeps nothing, so whatever is lost is asked for again with the same message. A page is built when the former is merged,
/// so the memory of both grows by a page and, here, by the ids of the buckets in that page.
/// </remarks>
internal sealed class DigestExchange(MemberId self, MemberId with, long id, bool isRepair, IDigestedSessions sessions, int maxPageBytes)
{
    // Ids wanted in one message: about as many as small sessions fill a page, and never more than half of this one.
    private readonly int _maxWanted = Math.Min(1024, maxPageBytes / 2 / sizeof(ulong));
    private readonly Queue<SessionId> _toSend = new();
    private readonly Queue<ulong> _wanted = new();
    private IReadOnlyList<StreamCursor>? _cursors;
    private ISessionMessage? _asked;
    private int _bucket;
    private int _index;
    private int _piecesInLast;
    private long _found;
    private long _differing;
    private long _sent;
    private bool _isMerging;

    public MemberId With => with;

    public long Id => id;

    /// <summary>A stream waits for what this exchange brings.</summary>
    public bool IsRepair { get; set; } = isRepair;

    /// <summary>Since when, and how often, what was sent last has gone unanswered; the owner's alone.</summary>
    public DateTimeOffset Since { get; set; }

    public int Tries { get; set; }

    /// <summary>What waits for an answer, to be sent again; <see langword="null"/> while this member merges.</summary>
    public ISessionMessage? Unanswered => _isMerging ? null : _asked;

    /// <summary>Sessions found to differ since the last call.</summary>
    public long TakeDiffering() => Take(ref _differing);

    /// <summary>Pieces sent since the last call.</summary>
    public long TakeSent() => Take(ref _sent);

    public DigestStep Begin() => Ask(new DigestOffer(id, self, _bucket, sessions.Index.Sums));

    public DigestStep OnEntries(DigestEntries entries)
    {
        if (_isMerging || _asked is not DigestOffer || entries.FromBucket != _bucket || entries.NextBucket <= _bucket)
            return new DigestStep.Wait();
        _cursors ??= entries.Cursors;
        foreach (var bucket in entries.Buckets) Compare(bucket);
        _bucket = entries.NextBucket;
        return Next();
    }

    /// <param name="answer">To the last content.</param>
    /// <param name="pieces">Its payload, decoded.</param>
    public DigestStep OnAnswer(DigestAnswer answer, IReadOnlyList<SessionPiece> pieces)
    {
        if (_isMerging || _asked is not DigestContent content || answer.Index != content.Index) return new DigestStep.Wait();
        // At least one, unless others came instead: an answer that never comes to an end is none.
        var least = content.Payload.IsEmpty ? 1 : 0;
        var taken = Math.Clamp(answer.Taken, Math.Min(least, content.Wanted.Count), content.Wanted.Count);
        for (; taken > 0; taken--) _wanted.Dequeue();
        foreach (var more in answer.More.Take(_piecesInLast)) _wanted.Enqueue(more);
        var news = pieces.Where(BringsNews).ToArray();
        if (news.Length == 0) return Next();
        _isMerging = true;
        return new DigestStep.Merge(answer, news);
    }

    /// <summary>The pieces of the last answer are applied here.</summary>
    public DigestStep OnMerged(DigestAnswer answer)
    {
        if (!_isMerging || _asked is not DigestContent content || answer.Index != content.Index) return new DigestStep.Wait();
        _isMerging = false;
        return Next();
    }

    private void Compare(DigestBucket bucket)
    {
        var here = new Dictionary<ulong, SessionId>();
        foreach (var known in sessions.Index.IdsIn(bucket.Bucket)) here[StableHash.Of(known)] = known;
        foreach (var (hash, digest) in bucket.Entries)
        {
            // One that is still empty here, its first piece waiting, is wanted like one that is not here: of nothing nothing can be sent.
            if (here.Remove(hash, out var known) && sessions.Find(known) is { State.IsEmpty: false } held)
            {
                if (!DigestNews.IsSame(known, held, digest)) Add(known);
                continue;
            }

            Find();
            _wanted.Enqueue(hash);
        }

        foreach (var lacking in here.Values)
        {
            if (sessions.Find(lacking) is { Digest: not SessionDigest.None }) Add(lacking);
        }
    }

    private void Add(SessionId differing)
    {
        Find();
        _toSend.Enqueue(differing);
    }

    private void Find()
    {
        _found++;
        _differing++;
    }

    private DigestStep Next()
    {
        if (_toSend.Count + _wanted.Count > 0) return Ask(NextContent());
        return _bucket < DigestBucket.Count ? Begin() : new DigestStep.Done(with, IsRepair, _found, _cursors ?? []);
    }

    private DigestContent NextContent()
    {
        ulong[] wanted = [.. _wanted.Take(_maxWanted)];
        var page = new DigestPage(maxPageBytes - (wanted.Length * sizeof(ulong)));
        while (_toSend.TryPeek(out var next) && page.TryAdd(sessions.Encode(next))) _toSend.Dequeue();
        _piecesInLast = page.Count;
        _sent += page.Count;
        return new(id, self, _index++, page.Bytes, wanted);
    }

    private DigestStep.Send Ask(ISessionMessage message)
    {
        _asked = message;
        return new(with, message);
    }

    private static long Take(ref long counted)
    {
        var taken = counted;
        counted = 0;
        return taken;
    }

    private bool BringsNews(SessionPiece piece) => DigestNews.Brings(sessions.Find(piece.Id)?.State ?? SessionState.Empty, piece.State);
}
