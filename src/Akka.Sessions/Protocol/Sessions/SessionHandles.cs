using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>The sessions of this node, live and ended. Any thread reads; the manager alone adds and removes.</summary>
internal sealed class SessionHandles
{
    private readonly ConcurrentDictionary<SessionId, SessionHandle> _byId = new();
    private readonly ConcurrentQueue<SessionHandle> _touched = new();
    private int _live;
    private long _expired;
    private int _mostLive;

    /// <summary>Live sessions.</summary>
    public int LiveCount => Volatile.Read(ref _live);

    /// <summary>What the sessions hold, for comparing with other members.</summary>
    public DigestIndex Digests { get; } = new();

    /// <summary>Sessions that this member ended because they were over, for all members.</summary>
    public long ExpiredCount => Volatile.Read(ref _expired);

    public bool TryGet(SessionId id, [NotNullWhen(true)] out SessionHandle? handle) => _byId.TryGetValue(id, out handle);

    public void Add(SessionHandle handle)
    {
        if (!_byId.TryAdd(handle.Id, handle)) throw new InvalidOperationException($"Session {handle.Id} is here already.");
        Digests.Add(handle.Id);
    }

    public void Remove(SessionId id)
    {
        if (_byId.TryRemove(id, out var handle)) handle.Leave(Digests);
    }

    /// <summary>By session actors: a session came to life here (+1) or ended (-1).</summary>
    public void CountLive(int change)
    {
        var now = Interlocked.Add(ref _live, change);
        for (var most = Volatile.Read(ref _mostLive); now > most;)
        {
            var seen = Interlocked.CompareExchange(ref _mostLive, now, most);
            if (seen == most) return;
            most = seen;
        }
    }

    /// <summary>The most live sessions at once.</summary>
    public int MostLive => Volatile.Read(ref _mostLive);

    /// <summary>All sessions, one after another, while they change: for a person who asks, not for a timer.</summary>
    public IEnumerable<SessionHandle> All => _byId.Select(entry => entry.Value);

    /// <summary>By session actors: a session was ended here.</summary>
    public void CountExpired() => Interlocked.Increment(ref _expired);

    /// <summary>All ids, one after another, while they change; what is added meanwhile may be missed.</summary>
    public IEnumerable<SessionId> Ids => _byId.Select(entry => entry.Key);

    /// <summary>Notes an access that the others will be told of with the next round; returns the time they will be told.</summary>
    public DateTimeOffset Touch(SessionHandle handle, Moment moment)
    {
        var at = handle.Touch(moment, out var isNews);
        if (isNews) _touched.Enqueue(handle);
        return at;
    }

    public bool TryTakeTouched([NotNullWhen(true)] out SessionHandle? handle) => _touched.TryDequeue(out handle);
}
