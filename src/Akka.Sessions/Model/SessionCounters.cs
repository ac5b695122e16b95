using System.Collections.Concurrent;

namespace Akka.Sessions.Model;

/// <summary>What this node has refused since it started. Any thread counts and reads; the meter and the statistics show it.</summary>
internal sealed class SessionCounters
{
    /// <summary>The reason of what no key allows: a name that is empty, reserved, or not to be printed.</summary>
    public const string NameReason = "name";

    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private long _rejected;
    private long _droppedEvents;

    /// <summary>Attributes refused, by the last part of the key that refused them.</summary>
    public IReadOnlyDictionary<string, long> RefusedAttributes => _refused;

    /// <summary>New sessions refused because this node is full.</summary>
    public long RejectedSessions => Volatile.Read(ref _rejected);

    /// <summary>Happenings of which no handler was told, because too many waited.</summary>
    public long DroppedEvents => Volatile.Read(ref _droppedEvents);

    public void EventsDropped() => Interlocked.Increment(ref _droppedEvents);

    /// <param name="key">Of the limit; there are a handful.</param>
    public void AttributeRefused(string? key)
    {
        var reason = key is null ? NameReason : key[(key.LastIndexOf('.') + 1)..];
        _refused.AddOrUpdate(reason, 1, static (_, count) => count + 1);
    }

    public void SessionRejected() => Interlocked.Increment(ref _rejected);
}
