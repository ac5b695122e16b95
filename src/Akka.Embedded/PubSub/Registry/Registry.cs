namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Which nodes have takers for which topics and paths, as one node knows it: a bucket per node, of which a node changes only its own.
/// Buckets spread by deltas, which may be lost, repeated, late and come through third nodes. The clock is an argument; any monotonic one
/// does.
/// </summary>
/// <param name="self">This node.</param>
/// <param name="start">When this registry was made: its versions begin there, so that one made anew in the same incarnation supersedes the
/// one before.</param>
internal sealed class Registry(UniqueAddress self, TimeSpan start)
{
    private readonly Dictionary<UniqueAddress, Bucket> _buckets = new() { [self] = new Bucket(start.Ticks) };

    /// <summary>How much is known of each node.</summary>
    internal IReadOnlyDictionary<UniqueAddress, long> Versions => _buckets.ToDictionary(b => b.Key, b => b.Value.Version);

    /// <summary>The topics that have subscribers on some node.</summary>
    internal IEnumerable<string> Topics =>
        _buckets.Values
            .SelectMany(b => b.Present)
            .Where(k => k.Kind == RegistryKeyKind.Topic)
            .Select(k => k.Name)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The other nodes that have takers for the key.</summary>
    internal IReadOnlyList<UniqueAddress> OthersWith(RegistryKey key) =>
        _buckets.Where(b => b.Key != self && b.Value.Has(key)).Select(b => b.Key).ToList();

    /// <summary>This node has, or no longer has, takers for the key. The delta says so to those who know all before it.</summary>
    internal BucketDelta Change(RegistryKey key, bool isPresent, TimeSpan now)
    {
        var entry = _buckets[self].Change(key, isPresent, now);
        return new BucketDelta(self, entry.Version - 1, entry.Version, Forgotten: 0, [entry]);
    }

    /// <summary>What one who knows <paramref name="versions"/> is missing of the nodes known here.</summary>
    internal IEnumerable<BucketDelta> Since(IReadOnlyDictionary<UniqueAddress, long> versions, int maxEntries) =>
        _buckets.SelectMany(b => b.Value.Since(b.Key, versions.GetValueOrDefault(b.Key), maxEntries));

    /// <summary>
    /// Whether <paramref name="versions"/> tells of changes that have not arrived here, of nodes that <paramref name="isMember"/> accepts.
    /// </summary>
    internal bool IsBehind(IReadOnlyDictionary<UniqueAddress, long> versions, Func<UniqueAddress, bool> isMember) =>
        versions.Any(v => isMember(v.Key) && v.Value > (_buckets.TryGetValue(v.Key, out var bucket) ? bucket.Version : 0));

    /// <summary>
    /// Takes in a delta and says which keys it touched; <see langword="null"/> when something before it is missing, and nothing was taken
    /// in.
    /// </summary>
    internal IReadOnlyCollection<RegistryKey>? Merge(BucketDelta delta, TimeSpan now)
    {
        // Nobody tells a node what it has itself.
        if (delta.Owner == self) return [];
        if (_buckets.TryGetValue(delta.Owner, out var bucket)) return bucket.Merge(delta, now);
        bucket = new Bucket();
        if (bucket.Merge(delta, now) is not { } touched) return null;
        _buckets.Add(delta.Owner, bucket);
        return touched;
    }

    /// <summary>That node is gone, and with it its takers.</summary>
    internal void Forget(UniqueAddress owner)
    {
        if (owner != self) _buckets.Remove(owner);
    }

    /// <summary>Forgets removals made before that.</summary>
    internal void Prune(TimeSpan before)
    {
        foreach (var bucket in _buckets.Values) bucket.Prune(before);
    }
}
