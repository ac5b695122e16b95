namespace Akka.Sessions.Replication;

/// <summary>Ids that no member knew a moment ago: whoever comes with one again need not ask again. Bounded; the oldest goes.</summary>
internal sealed class UnknownIds(int capacity, TimeSpan lifetime)
{
    private readonly Dictionary<SessionId, DateTimeOffset> _until = [];
    private readonly Queue<(SessionId Id, DateTimeOffset Until)> _byAge = new();

    public int Count => _until.Count;

    public bool Contains(SessionId id, DateTimeOffset now) => _until.TryGetValue(id, out var until) && now < until;

    public void Add(SessionId id, DateTimeOffset now)
    {
        _until[id] = now + lifetime;
        _byAge.Enqueue((id, now + lifetime));
        while (_byAge.TryPeek(out var oldest) && (_byAge.Count > capacity || oldest.Until <= now)) ForgetOldest();
    }

    /// <summary>The id is here.</summary>
    public void Forget(SessionId id) => _until.Remove(id);

    private void ForgetOldest()
    {
        var (id, until) = _byAge.Dequeue();
        // It may have been forgotten, and learnt anew.
        if (_until.TryGetValue(id, out var latest) && latest == until) _until.Remove(id);
    }
}
