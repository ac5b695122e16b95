using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>
/// Batches, own or received, kept until every member has them, so that they can be sent again: to a member that missed them, or for an origin
/// that died. Bounded in bytes over all streams; beyond the bound the oldest go, which is counted.
/// </summary>
internal sealed class RetainedBatches(long maxBytes)
{
    private readonly Dictionary<StreamId, SortedList<long, ReplicationBatch>> _streams = [];
    private readonly Queue<(StreamId Stream, long Number)> _byAge = new();

    public long Bytes { get; private set; }

    public int Count { get; private set; }

    /// <summary>Batches that went because of the bound, before everyone had them.</summary>
    public long DroppedEarly { get; private set; }

    public void Add(ReplicationBatch batch)
    {
        if (!_streams.TryGetValue(batch.Stream, out var stream)) _streams[batch.Stream] = stream = [];
        if (!stream.TryAdd(batch.Number, batch)) return;
        Bytes += batch.Payload.Length;
        Count++;
        _byAge.Enqueue((batch.Stream, batch.Number));
        while (Bytes > maxBytes && Count > 1) DropOldest();
    }

    /// <summary>
    /// The batches of that range that are still kept, oldest first, at most <paramref name="maxBytesOut"/> of them but at least one. The
    /// answer to a repair request is these, and <see cref="RepairUnavailable"/> with <see cref="FirstHeld"/> when the first asked for is not among them.
    /// </summary>
    public IReadOnlyList<ReplicationBatch> Find(StreamId stream, long from, long to, long maxBytesOut = 1024 * 1024)
    {
        if (!_streams.TryGetValue(stream, out var held)) return [];
        var found = new List<ReplicationBatch>();
        for (var at = IndexOf(held, from); at < held.Count && held.Keys[at] <= to; at++)
        {
            var batch = held.Values[at];
            if (found.Count > 0 && batch.Payload.Length > maxBytesOut) break;
            maxBytesOut -= batch.Payload.Length;
            found.Add(batch);
        }

        return found;
    }

    /// <summary>The lowest number kept of a stream; <see langword="null"/> when none is.</summary>
    public long? FirstHeld(StreamId stream) => _streams.TryGetValue(stream, out var held) && held.Count > 0 ? held.Keys[0] : null;

    /// <summary>The highest number kept of a stream; 0 when none is.</summary>
    public long LastHeld(StreamId stream) => _streams.TryGetValue(stream, out var held) && held.Count > 0 ? held.Keys[^1] : 0;

    /// <summary>Everyone has the stream up to that number.</summary>
    public void Release(StreamId stream, long upTo)
    {
        if (!_streams.TryGetValue(stream, out var held)) return;
        while (held.Count > 0 && held.Keys[0] <= upTo) Remove(held, 0);
        if (held.Count == 0) _streams.Remove(stream);
    }

    /// <summary>Nobody will ask for the stream again: its origin is gone and everyone is equally far.</summary>
    public void Forget(StreamId stream) => Release(stream, long.MaxValue);

    private void DropOldest()
    {
        var (stream, number) = _byAge.Dequeue();
        if (!_streams.TryGetValue(stream, out var held)) return;
        var at = held.IndexOfKey(number);
        if (at < 0) return;
        Remove(held, at);
        DroppedEarly++;
        if (held.Count == 0) _streams.Remove(stream);
    }

    private void Remove(SortedList<long, ReplicationBatch> held, int at)
    {
        Bytes -= held.Values[at].Payload.Length;
        Count--;
        held.RemoveAt(at);
    }

    private static int IndexOf(SortedList<long, ReplicationBatch> held, long number)
    {
        int low = 0, high = held.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (held.Keys[middle] < number) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
