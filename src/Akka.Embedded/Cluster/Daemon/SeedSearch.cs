using Akka.Actor;

namespace Akka.Cluster;

/// <summary>
/// Looks for a cluster by way of the seed nodes. Only the first seed may found one, and only when the others had their chance to say
/// that they belong to one: so all seeds may start at the same moment and still form one cluster.
/// </summary>
internal sealed class SeedSearch
{
    private readonly TimeSpan _seedNodeTimeout;
    private readonly bool _mayFound;
    private readonly HashSet<Address> _silent;
    private readonly HashSet<Address> _withoutCluster = [];
    private readonly TimeSpan _start;
    private int _reports;

    // Times are counted from any fixed point.
    public SeedSearch(Address self, IReadOnlyList<Address> seeds, TimeSpan seedNodeTimeout, TimeSpan now)
    {
        Seeds = seeds;
        _seedNodeTimeout = seedNodeTimeout;
        _start = now;
        _mayFound = seeds[0].Equals(self);
        Others = [.. seeds.Where(seed => !seed.Equals(self)).Distinct()];
        _silent = [.. Others];
    }

    public IReadOnlyList<Address> Seeds { get; }

    public IReadOnlyList<Address> Others { get; }

    /// <summary>Seeds that have not answered at all.</summary>
    public IEnumerable<Address> Silent => _silent.Order(Member.AddressOrdering);

    /// <summary>Seeds that answered and belong to no cluster yet.</summary>
    public IEnumerable<Address> WithoutCluster => _withoutCluster.Order(Member.AddressOrdering);

    public void AnsweredWithoutCluster(Address seed)
    {
        if (_silent.Remove(seed)) _withoutCluster.Add(seed);
    }

    public bool ShouldFound(TimeSpan now) => _mayFound && (_silent.Count == 0 || now - _start >= _seedNodeTimeout);

    /// <summary>True once in every seed-node-timeout: a person should learn why nothing happens.</summary>
    public bool ShouldReport(TimeSpan now)
    {
        if (now - _start < _seedNodeTimeout * (_reports + 1)) return false;
        _reports++;
        return true;
    }
}
