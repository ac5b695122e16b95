using System.Collections.Concurrent;

namespace Akka.Sessions.Model;

/// <summary>What this node has counted since it started. Any thread counts and reads; the meter and the statistics show it.</summary>
internal sealed class SessionCounters
{
    /// <summary>The reason of what no key allows: a name that is empty, reserved, or not to be printed.</summary>
    public const string NameReason = "name";

    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private long _rejected;
    private long _refusedMessages;
    private long _droppedEvents;
    private long _created;
    private long _expired;
    private long _invalidated;
    private long _moved;
    private long _gaps;
    private long _repairsAsked;
    private long _repairsServed;
    private long _longestLife;
    private long _lives;
    private long _leasesRefused;

    /// <summary>To and from the other members.</summary>
    public Traffic Traffic { get; } = new();

    public long Created => Volatile.Read(ref _created);

    public long Expired => Volatile.Read(ref _expired);

    public long Invalidated => Volatile.Read(ref _invalidated);

    public long Moved => Volatile.Read(ref _moved);

    public long Gaps => Volatile.Read(ref _gaps);

    public long RepairsAsked => Volatile.Read(ref _repairsAsked);

    public long RepairsServed => Volatile.Read(ref _repairsServed);

    public TimeSpan LongestLife => TimeSpan.FromMilliseconds(Volatile.Read(ref _longestLife));

    public TimeSpan AverageLife => TimeSpan.FromMilliseconds(Volatile.Read(ref _lives) / Math.Max(1, Expired + Invalidated));

    /// <summary>Attributes refused, by the last part of the key that refused them.</summary>
    public IReadOnlyDictionary<string, long> RefusedAttributes => _refused;

    /// <summary>New sessions refused because this node is full.</summary>
    public long RejectedSessions => Volatile.Read(ref _rejected);

    /// <summary>Happenings of which no handler was told, because too many waited.</summary>
    public long DroppedEvents => Volatile.Read(ref _droppedEvents);

    /// <summary>Messages of others that could not be read, or that nobody may send: nothing of them was used.</summary>
    public long RefusedMessages => Volatile.Read(ref _refusedMessages);

    /// <summary>Requests for the exclusive use of a session that were not granted in time, or at all.</summary>
    public long RefusedLeases => Volatile.Read(ref _leasesRefused);

    public void LeaseRefused() => Interlocked.Increment(ref _leasesRefused);

    public void MessageRefused() => Interlocked.Increment(ref _refusedMessages);

    public void GapSeen() => Interlocked.Increment(ref _gaps);

    public void RepairAsked() => Interlocked.Increment(ref _repairsAsked);

    public void RepairServed() => Interlocked.Increment(ref _repairsServed);

    /// <summary>Counts what a write made here did to its session.</summary>
    public void Written(SessionState before, SessionState after, DateTimeOffset now)
    {
        if (before.Created is null && after.Created is not null && !after.IsEnded) Interlocked.Increment(ref _created);
        if (before.IsEnded || after.End is not { } end) return;
        if (end.Reason is SessionEndReason.Moved)
        {
            Interlocked.Increment(ref _moved);
            return;
        }

        if (end.IsInvalidated) Interlocked.Increment(ref _invalidated);
        else Interlocked.Increment(ref _expired);
        CountLife(before.Created is { } created ? (long)Math.Max(0, (now - created).TotalMilliseconds) : 0);
    }

    public void EventsDropped() => Interlocked.Increment(ref _droppedEvents);

    /// <param name="key">Of the limit; there are a handful.</param>
    public void AttributeRefused(string? key)
    {
        var reason = key is null ? NameReason : key[(key.LastIndexOf('.') + 1)..];
        _refused.AddOrUpdate(reason, 1, static (_, count) => count + 1);
    }

    public void SessionRejected() => Interlocked.Increment(ref _rejected);

    private void CountLife(long milliseconds)
    {
        Interlocked.Add(ref _lives, milliseconds);
        for (var longest = Volatile.Read(ref _longestLife); milliseconds > longest;)
        {
            var seen = Interlocked.CompareExchange(ref _longestLife, milliseconds, longest);
            if (seen == longest) return;
            longest = seen;
        }
    }
}
