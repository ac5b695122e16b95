using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>
/// Batches, own or received, kept until every member has them, so that they can be sent again: to a member that missed them, or for an origin
/// that died. Bounded in bytes over all streams; beyond the bound the oldest of the biggest stream go, which is counted.
/// </summary>
internal sealed class RetainedBatches(long maxBytes)
{
    private readonly Dictionary<StreamId, Kept> _streams = [];

    public long Bytes { get; private set; }

    public int Count { get; private set; }

    /// <summary>Batches that went because of the bound, before everyone had them.</summary>
    public long DroppedEarly { get; private set; }

    public void Add(ReplicationBatch batch)
    {
        if (!_streams.TryGetValue(batch.Stream, out var stream)) _streams[batch.Stream] = stream = new();
        if (!stream.Add(batch)) return;
        Bytes += batch.Weight;
        Count++;
        while (Bytes > maxBytes && Count > 1)
        {
            var biggest = _streams.MaxBy(s => s.Value.Bytes);
            RemoveFirst(biggest.Key, biggest.Value);
            DroppedEarly++;
        }
    }

    /// <summary>
    /// The batches of that range that are still kept, oldest first, <paramref name="maxBytesOut"/> of them or one that is bigger. The answer
    /// to a repair request is these, and <see cref="RepairUnavailable"/> with <see cref="FirstHeld"/> when the first asked for is not among them.
    /// </summary>
    public IReadOnlyList<ReplicationBatch> Find(StreamId stream, long from, long to, long maxBytesOut = 1024 * 1024)
    {
        if (!_streams.TryGetValue(stream, out var kept)) return [];
        var found = new List<ReplicationBatch>();
        foreach (var batch in kept.Between(from, to))
        {
            if (found.Count > 0 && batch.Weight > maxBytesOut) break;
            maxBytesOut -= batch.Weight;
            found.Add(batch);
        }

        return found;
    }

    /// <summary>The lowest number kept of a stream; <see langword="null"/> when none is.</summary>
    public long? FirstHeld(StreamId stream) => _streams.TryGetValue(stream, out var kept) ? kept.First : null;

    /// <summary>Everyone has the stream up to that number.</summary>
    public void Release(StreamId stream, long upTo)
    {
        while (_streams.TryGetValue(stream, out var kept) && kept.First <= upTo) RemoveFirst(stream, kept);
    }

    /// <summary>Nobody will ask for the stream again: its origin is gone and everyone is equally far.</summary>
    public void Forget(StreamId stream) => Release(stream, long.MaxValue);

    private void RemoveFirst(StreamId id, Kept stream)
    {
        Bytes -= stream.RemoveFirst();
        Count--;
        if (stream.IsEmpty) _streams.Remove(id);
    }

    // Numbers are dense but for what was lost; a forger's may be as far apart as numbers can be, so nothing counts from one to the next.
    private sealed class Kept
    {
        private readonly SortedSet<long> _numbers = [];
        private readonly Dictionary<long, ReplicationBatch> _byNumber = [];

        public long First => _numbers.Min;

        public bool IsEmpty => _numbers.Count == 0;

        public long Bytes { get; private set; }

        public bool Add(ReplicationBatch batch)
        {
            if (!_byNumber.TryAdd(batch.Number, batch)) return false;
            _numbers.Add(batch.Number);
            Bytes += batch.Weight;
            return true;
        }

        public int RemoveFirst()
        {
            _byNumber.Remove(First, out var batch);
            _numbers.Remove(First);
            Bytes -= batch!.Weight;
            return batch.Weight;
        }

        public IEnumerable<ReplicationBatch> Between(long from, long to) =>
            from > to ? [] : _numbers.GetViewBetween(from, to).Select(number => _byNumber[number]);
    }
}
