namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// The registrations of one node. The owner gives each change the next version; everyone else only merges deltas, so two buckets of one
/// owner with the same version hold the same keys.
/// </summary>
internal sealed class Bucket
{
    // A delta travels in one frame, whose limit is 128,000 bytes; a character takes at most three.
    private const int MaxDeltaCharacters = 32 * 1024;

    private readonly Dictionary<RegistryKey, Entry> _entries = [];

    /// <param name="start">The version to count on from. Nothing at or below it is remembered here.</param>
    internal Bucket(long start = 0) => (Version, Forgotten) = (start, start);

    internal long Version { get; private set; }

    internal IEnumerable<RegistryKey> Present => _entries.Where(e => e.Value.IsPresent).Select(e => e.Key);

    // Removals up to this version may have been pruned: who knows less must hear everything.
    private long Forgotten { get; set; }

    internal bool Has(RegistryKey key) => _entries.TryGetValue(key, out var entry) && entry.IsPresent;

    /// <summary>A change by the owner.</summary>
    internal RegistryEntry Change(RegistryKey key, bool isPresent, TimeSpan now)
    {
        Version++;
        _entries[key] = new Entry(Version, isPresent, now);
        return new RegistryEntry(key, Version, isPresent);
    }

    /// <summary>What one who knows <paramref name="version"/> is missing, in pieces that follow one another.</summary>
    internal IEnumerable<BucketDelta> Since(UniqueAddress owner, long version, int maxEntries)
    {
        if (version >= Version) yield break;
        var from = version < Forgotten ? 0 : version;
        var piece = new List<RegistryEntry>();
        var characters = 0;
        foreach (var (key, entry) in _entries.Where(e => e.Value.Version > from).OrderBy(e => e.Value.Version).ToList())
        {
            if (piece.Count == maxEntries || (piece.Count > 0 && characters + key.Name.Length > MaxDeltaCharacters))
            {
                var to = piece[^1].Version;
                yield return new BucketDelta(owner, from, to, Math.Min(Forgotten, to), piece);
                (from, piece, characters) = (to, [], 0);
            }

            piece.Add(new RegistryEntry(key, entry.Version, entry.IsPresent));
            characters += key.Name.Length;
        }

        yield return new BucketDelta(owner, from, Version, Forgotten, piece);
    }

    /// <summary>
    /// Takes in a delta and says which keys it touched; <see langword="null"/> when something before it is missing, and nothing was taken
    /// in.
    /// </summary>
    internal IReadOnlyCollection<RegistryKey>? Merge(BucketDelta delta, TimeSpan now)
    {
        if (delta.From > Version) return null;
        var touched = new HashSet<RegistryKey>();

        // What is known of the delta's span and not in it has been superseded there.
        var listed = delta.Entries.Select(e => (e.Key, e.Version)).ToHashSet();
        var known = _entries.Where(e => e.Value.Version > delta.From && e.Value.Version <= delta.To);
        foreach (var (key, _) in known.Where(e => !listed.Contains((e.Key, e.Value.Version))).ToList())
        {
            _entries.Remove(key);
            touched.Add(key);
        }

        // An entry of a version known already is either here or superseded: a late delta must not bring it back.
        foreach (var entry in delta.Entries.Where(e => e.Version > Version))
        {
            _entries[entry.Key] = new Entry(entry.Version, entry.IsPresent, now);
            touched.Add(entry.Key);
        }

        Version = Math.Max(Version, delta.To);
        Forgotten = Math.Max(Forgotten, delta.Forgotten);
        return touched;
    }

    /// <summary>Forgets removals that are as old as that.</summary>
    internal void Prune(TimeSpan before)
    {
        foreach (var (key, entry) in _entries.Where(e => !e.Value.IsPresent && e.Value.ChangedAt <= before).ToList())
        {
            _entries.Remove(key);
            Forgotten = Math.Max(Forgotten, entry.Version);
        }
    }

    private readonly record struct Entry(long Version, bool IsPresent, TimeSpan ChangedAt);
}
