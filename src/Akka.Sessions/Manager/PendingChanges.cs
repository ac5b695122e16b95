using Akka.Sessions.Model;

namespace Akka.Sessions.Manager;

/// <summary>What one user of a session changed and has not committed, on top of the attributes it read. Keeps the limits.</summary>
internal sealed class PendingChanges(SessionLimits limits)
{
    private Dictionary<string, byte[]?>? _attributes;

    public TimeSpan? IdleTimeout { get; set; }

    public TimeSpan? AbsoluteTimeout { get; set; }

    /// <summary>An empty name means nobody, <see langword="null"/> unchanged.</summary>
    public string? Principal { get; set; }

    public DateTimeOffset? Accessed { get; set; }

    public bool Any =>
        _attributes is { Count: > 0 } || IdleTimeout is not null || AbsoluteTimeout is not null || Principal is not null;

    /// <summary>Attributes are changed, and nothing else is.</summary>
    public bool AreAttributesAlone =>
        _attributes is { Count: > 0 } && IdleTimeout is null && AbsoluteTimeout is null && Principal is null;

    public bool TryGet(string name, out byte[]? value)
    {
        value = null;
        return _attributes is not null && _attributes.TryGetValue(name, out value);
    }

    public IEnumerable<string> Names(AttributeSet read) => _attributes is not { Count: > 0 } changes
        ? read.LiveNames
        : read.LiveNames.Where(name => !changes.ContainsKey(name)).Concat(changes.Where(change => change.Value is not null).Select(change => change.Key));

    /// <param name="read">What was there when the session was found.</param>
    /// <param name="prefix">Of the attribute's scope; empty outside one.</param>
    /// <param name="ownName">As the application says it.</param>
    /// <param name="value">Kept as it is.</param>
    public void Set(AttributeSet read, string prefix, string ownName, byte[] value)
    {
        limits.CheckAttribute(ownName, value.Length, prefix);
        var name = prefix + ownName;
        var (count, bytes) = SizeWithout(read, name);
        limits.CheckSession(count + 1, bytes + name.Length + value.Length);
        (_attributes ??= new(StringComparer.Ordinal))[name] = value;
    }

    public void Remove(AttributeSet read, string name)
    {
        if (read.TryGetValue(name, out _)) (_attributes ??= new(StringComparer.Ordinal))[name] = null;
        else _attributes?.Remove(name);
    }

    /// <summary>Takes over what an earlier user of the session changed here and nobody has sent.</summary>
    public void TakeOver(DeferredAttributes deferred, AttributeSet read)
    {
        foreach (var (name, value) in deferred.StillValid(read)) (_attributes ??= new(StringComparer.Ordinal))[name] = value;
    }

    /// <summary>Leaves alone what was taken over and has been sent, or replaced, by another user meanwhile.</summary>
    public void GiveUp(DeferredAttributes deferred)
    {
        if (_attributes is null) return;
        foreach (var (name, value) in _attributes.ToArray())
        {
            if (deferred.Holds(name, value)) _attributes.Remove(name);
        }
    }

    /// <summary>The changed attributes, to be sent by a later user.</summary>
    public DeferredAttributes Defer(DeferredAttributes? earlier, AttributeSet read) =>
        DeferredAttributes.Of(earlier, _attributes ?? new(StringComparer.Ordinal), read);

    /// <summary>For the session's actor. The changes stay here until <see cref="Clear"/>: a commit that fails is tried again with them.</summary>
    public SessionChanges ToCommit(DateTimeOffset? created, TimeSpan? absoluteTimeout) => new()
    {
        Attributes = _attributes is { Count: > 0 } changes ? changes : new SessionChanges().Attributes,
        Created = created,
        Accessed = Accessed,
        IdleTimeout = IdleTimeout,
        AbsoluteTimeout = AbsoluteTimeout ?? absoluteTimeout,
        Principal = Principal,
    };

    public void Clear()
    {
        // Not emptied: the dictionary went to the session's actor.
        _attributes = null;
        IdleTimeout = null;
        AbsoluteTimeout = null;
        Principal = null;
        Accessed = null;
    }

    private (int Count, int Bytes) SizeWithout(AttributeSet read, string name)
    {
        var (count, bytes) = (0, 0);
        for (var at = 0; at < read.Count; at++)
        {
            var (other, cell) = (read.NameAt(at), read.CellAt(at));
            if (cell.IsRemoved || string.Equals(other, name, StringComparison.Ordinal) || _attributes?.ContainsKey(other) is true) continue;
            count++;
            bytes += other.Length + cell.Length;
        }

        foreach (var (other, value) in _attributes ?? [])
        {
            if (value is null || string.Equals(other, name, StringComparison.Ordinal)) continue;
            count++;
            bytes += other.Length + value.Length;
        }

        return (count, bytes);
    }
}
