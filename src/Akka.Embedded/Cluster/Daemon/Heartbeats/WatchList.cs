using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>
/// Whom this node sends heartbeats to: its part of the ring, and those that left its part while silent, until they are heard again.
/// Else a member that this node reported as unreachable would never be reported as back.
/// </summary>
internal sealed class WatchList
{
    private readonly HashSet<UniqueAddress> _silentFormerly = [];

    public ImmutableHashSet<UniqueAddress> Ring { get; private set; } = [];

    public IEnumerable<UniqueAddress> All => Ring.Concat(_silentFormerly);

    /// <summary>Takes a new ring. Returns those who need not be watched any more.</summary>
    public IReadOnlyList<UniqueAddress> Change(
        ImmutableHashSet<UniqueAddress> ring, IReadOnlySet<UniqueAddress> members, Func<UniqueAddress, bool> isHeard)
    {
        foreach (var node in Ring.Where(node => !isHeard(node))) _silentFormerly.Add(node);
        var before = Ring.Union(_silentFormerly);
        _silentFormerly.RemoveWhere(node => ring.Contains(node) || !members.Contains(node));
        Ring = ring;
        return [.. before.Where(node => !Ring.Contains(node) && !_silentFormerly.Contains(node))];
    }

    /// <summary>The node answered. Returns whether it need not be watched any more.</summary>
    public bool Heard(UniqueAddress node, bool isHeard) => isHeard && _silentFormerly.Remove(node);

    public bool Contains(UniqueAddress node) => Ring.Contains(node) || _silentFormerly.Contains(node);
}
