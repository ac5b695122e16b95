using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>
/// Who watches whom: the members in an order that all share and that has nothing to do with their addresses, each watching the next few.
/// So each member is watched by as many, and neighbours in a rack do not watch only each other.
/// </summary>
internal sealed class HeartbeatRing(
    UniqueAddress self, IEnumerable<UniqueAddress> nodes, IReadOnlySet<UniqueAddress> unreachable, int watchers)
{
    private readonly ImmutableArray<UniqueAddress> _ring = [.. nodes.Append(self).Distinct().OrderBy(Place).ThenBy(node => node)];

    /// <summary>
    /// Those whom this node watches. Unreachable ones are watched too but do not count, so that somebody living is always watched.
    /// </summary>
    public ImmutableHashSet<UniqueAddress> Watched => WatchedBy(self);

    public ImmutableHashSet<UniqueAddress> WatchedBy(UniqueAddress watcher)
    {
        var watched = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        var start = _ring.IndexOf(watcher);
        var reachable = 0;
        for (var step = 1; step < _ring.Length && reachable < watchers; step++)
        {
            var node = _ring[(start + step) % _ring.Length];
            watched.Add(node);
            if (!unreachable.Contains(node)) reachable++;
        }
        return watched.ToImmutable();
    }

    // The uid is random; mixing the port in keeps the order of systems that share a uid by accident spread as well.
    private static uint Place(UniqueAddress node) => unchecked(((uint)node.Uid * 2654435769u) ^ (uint)(node.Address.Port ?? 0));
}
