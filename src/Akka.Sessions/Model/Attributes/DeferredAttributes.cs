using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>
/// Attributes that a user of a session changed on this node and that nobody has sent: they wait for the next commit of that session here.
/// Immutable. Each remembers the write it was made upon, so that a later write of another wins over it.
/// </summary>
internal sealed class DeferredAttributes
{
    private readonly Dictionary<string, Change> _changes;

    private DeferredAttributes(Dictionary<string, Change> changes) => _changes = changes;

    /// <param name="earlier">What waits already; the newer change of an attribute takes its place.</param>
    /// <param name="changes">Name → new bytes, or <see langword="null"/> to remove.</param>
    /// <param name="read">What was there when they were made.</param>
    public static DeferredAttributes Of(DeferredAttributes? earlier, IReadOnlyDictionary<string, byte[]?> changes, AttributeSet read)
    {
        var all = earlier is null ? new(StringComparer.Ordinal) : new Dictionary<string, Change>(earlier._changes, StringComparer.Ordinal);
        foreach (var (name, value) in changes) all[name] = new(value, read.StampOf(name));
        return new(all);
    }

    /// <summary>Those that nobody has written since.</summary>
    public IEnumerable<(string Name, byte[]? Value)> StillValid(AttributeSet read) =>
        from change in _changes
        where read.StampOf(change.Key).CompareTo(change.Value.Upon) <= 0
        select (change.Key, change.Value.Value);

    /// <summary>Whether this very change is one of them.</summary>
    public bool Holds(string name, byte[]? value) => _changes.TryGetValue(name, out var change) && ReferenceEquals(change.Value, value);

    private readonly record struct Change(byte[]? Value, Stamp Upon);
}
