namespace Akka.Sessions.Web.Tests.Fakes;

/// <summary>One handle on a stored session: its own changes on top of what was there when it was found.</summary>
internal sealed class FakeSession(FakeSessionManager manager, SessionId id, FakeStoredSession stored) : IReplicatedSession
{
    private readonly Dictionary<string, byte[]?> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _seen = new(stored.Attributes, StringComparer.Ordinal);
    private FakeStoredSession _stored = stored;
    private TimeSpan? _idleTimeout;
    private TimeSpan? _absoluteTimeout;
    private string? _principal;

    public SessionId Id { get; private set; } = id;

    public bool IsNew { get; private set; } = !manager.Stored.ContainsKey(id);

    public bool IsEnded => manager.Ended.ContainsKey(Id);

    public bool HasChanges => _changes.Count > 0 || _idleTimeout is not null || _absoluteTimeout is not null || _principal is not null;

    public DateTimeOffset Created => _stored.Created;

    public DateTimeOffset LastAccessed { get; } = stored.LastAccessed;

    public TimeSpan IdleTimeout
    {
        get => _idleTimeout ?? _stored.IdleTimeout;
        set => _idleTimeout = value;
    }

    public TimeSpan AbsoluteTimeout
    {
        get => _absoluteTimeout ?? _stored.AbsoluteTimeout;
        set => _absoluteTimeout = value;
    }

    public string? Principal
    {
        get => _principal ?? _stored.Principal;
        set => _principal = value;
    }

    public IEnumerable<string> Names => _seen.Keys.Where(name => !_changes.ContainsKey(name))
        .Concat(_changes.Where(change => change.Value is not null).Select(change => change.Key));

    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value)
    {
        var bytes = _changes.TryGetValue(name, out var changed) ? changed : _seen.GetValueOrDefault(name);
        value = bytes;
        return bytes is not null;
    }

    public void Set(string name, byte[] value)
    {
        if (value.Length > manager.MaxAttributeSize) throw new SessionLimitException($"Attribute '{name}' has {value.Length} bytes.");
        _changes[name] = value;
    }

    public void Remove(string name)
    {
        if (TryGetValue(name, out _)) _changes[name] = null;
    }

    public void Clear()
    {
        foreach (var name in Names.ToArray()) Remove(name);
    }

    public ISessionScope Scope(string name) => new FakeScope(this, name);

    public void Touch() => _stored.LastAccessed = manager.Now;

    public async ValueTask<CommitReceipt> CommitAsync(CommitLevel? level = null, CancellationToken cancellationToken = default)
    {
        if (!HasChanges) return new(level ?? CommitLevel.None, true, [], [], null);
        if (manager.Ended.TryGetValue(Id, out var reason)) throw new SessionEndedException(reason);
        if (IsNew && manager.IsFull) throw new TooManySessionsException("akka.sessions.max-active-sessions is 0.");
        foreach (var (name, value) in _changes)
        {
            if (value is null) _stored.Attributes.TryRemove(name, out _);
            else _stored.Attributes[name] = value;
        }

        _stored.IdleTimeout = IdleTimeout;
        _stored.AbsoluteTimeout = AbsoluteTimeout;
        _stored.Principal = Principal;
        _stored = manager.Stored.GetOrAdd(Id, _stored);
        foreach (var (name, value) in _changes.Where(change => change.Value is not null)) _seen[name] = value!;
        _changes.Clear();
        _idleTimeout = null;
        _absoluteTimeout = null;
        _principal = null;
        IsNew = false;
        return await manager.ReceiptAsync(Id, level);
    }

    // Kept with the session at once: there is one node here.
    public bool TryDefer()
    {
        if (IsNew || _idleTimeout is not null || _absoluteTimeout is not null) return false;
        foreach (var (name, value) in _changes.Where(change => change.Value is not null)) _stored.Attributes[name] = _seen[name] = value!;
        _changes.Clear();
        return true;
    }

    public async ValueTask<CommitReceipt> InvalidateAsync(CommitLevel? level = null, CancellationToken cancellationToken = default)
    {
        manager.Stored.TryRemove(Id, out _);
        manager.Ended[Id] = SessionEndReason.Invalidated;
        return await manager.ReceiptAsync(Id, level);
    }

    public async ValueTask<CommitReceipt> RotateIdAsync(CancellationToken cancellationToken = default)
    {
        await CommitAsync(CommitLevel.All, cancellationToken);
        manager.Stored.TryRemove(Id, out _);
        manager.Ended[Id] = SessionEndReason.Moved;
        Id = SessionId.New();
        manager.Stored[Id] = _stored;
        return await manager.ReceiptAsync(Id, CommitLevel.All);
    }
}
