using System.Collections.Immutable;

namespace Akka.Cluster;

internal enum ClockOrder
{
    Same,
    Before,
    After,
    Concurrent,
}

/// <summary>
/// How many changes of each member a gossip contains. Merging takes the higher count of each, so it never loses a change.
/// </summary>
internal sealed class VectorClock(ImmutableDictionary<UniqueAddress, long> versions)
{
    public static readonly VectorClock Empty = new(ImmutableDictionary<UniqueAddress, long>.Empty);

    public ImmutableDictionary<UniqueAddress, long> Versions => versions;

    public VectorClock Increment(UniqueAddress node) => new(versions.SetItem(node, versions.GetValueOrDefault(node) + 1));

    public VectorClock Prune(UniqueAddress node) => versions.ContainsKey(node) ? new(versions.Remove(node)) : this;

    public VectorClock Merge(VectorClock that)
    {
        var merged = versions.ToBuilder();
        foreach (var (node, version) in that.Versions)
            if (version > merged.GetValueOrDefault(node)) merged[node] = version;
        return new VectorClock(merged.ToImmutable());
    }

    public ClockOrder CompareTo(VectorClock that)
    {
        var ahead = versions.Any(entry => entry.Value > that.Versions.GetValueOrDefault(entry.Key));
        var behind = that.Versions.Any(entry => entry.Value > versions.GetValueOrDefault(entry.Key));
        return (ahead, behind) switch
        {
            (true, true) => ClockOrder.Concurrent,
            (true, false) => ClockOrder.After,
            (false, true) => ClockOrder.Before,
            _ => ClockOrder.Same,
        };
    }

    public override string ToString() => $"VectorClock({string.Join(", ", versions.Select(entry => $"{entry.Key} -> {entry.Value}"))})";
}
