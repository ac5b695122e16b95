using System.Collections.Concurrent;

namespace Akka.Sessions.Model;

/// <summary>Messages and payload bytes to and from each peer, by kind. Any thread counts and reads. Bounded by members and kinds of
/// messages.</summary>
internal sealed class Traffic
{
    private readonly ConcurrentDictionary<(MemberId? Peer, string Kind), Count> _counts = new();

    /// <summary>A snapshot: for each peer (<see langword="null"/>: all of them, through the topic) and kind.</summary>
    public IReadOnlyList<TrafficCount> Counts => [.. _counts.Select(
        c => new TrafficCount(c.Key.Peer, c.Key.Kind, c.Value.Sent, c.Value.Received, c.Value.BytesSent, c.Value.BytesReceived))];

    public void Sent(MemberId? peer, string kind, int bytes)
    {
        var count = Of(peer, kind);
        Interlocked.Increment(ref count.Sent);
        Interlocked.Add(ref count.BytesSent, bytes);
    }

    public void Received(MemberId peer, string kind, int bytes)
    {
        var count = Of(peer, kind);
        Interlocked.Increment(ref count.Received);
        Interlocked.Add(ref count.BytesReceived, bytes);
    }

    /// <summary>Forgets those that left.</summary>
    public void Keep(View view)
    {
        foreach (var key in _counts.Keys)
        {
            if (key.Peer is { } peer && !view.Contains(peer)) _counts.TryRemove(key, out _);
        }
    }

    private Count Of(MemberId? peer, string kind) => _counts.GetOrAdd((peer, kind), static _ => new Count());

    private sealed class Count
    {
        public long Sent;
        public long Received;
        public long BytesSent;
        public long BytesReceived;
    }
}

/// <summary>What was counted for one peer and one kind of message.</summary>
internal readonly record struct TrafficCount(MemberId? Peer, string Kind, long Sent, long Received, long BytesSent, long BytesReceived);
