using Akka.Cluster;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

public sealed class HeartbeatRingTests
{
    private static readonly List<UniqueAddress> Forty = [.. Enumerable.Range(0, 40).Select(n => Node(n))];

    [Fact]
    public void Everyone_watches_as_many_and_is_watched_by_as_many()
    {
        var ring = new HeartbeatRing(Node(0), Forty, new HashSet<UniqueAddress>(), 5);

        var watched = Forty.SelectMany(ring.WatchedBy).GroupBy(node => node).ToList();

        Assert.All(Forty, node => Assert.Equal(5, ring.WatchedBy(node).Count));
        Assert.Equal(40, watched.Count);
        Assert.All(watched, by => Assert.Equal(5, by.Count()));
    }

    [Fact]
    public void In_a_small_cluster_everyone_watches_everyone_else() =>
        Assert.Equal(
            [Node(1), Node(2)], new HeartbeatRing(Node(0), [Node(0), Node(1), Node(2)], new HashSet<UniqueAddress>(), 5).Watched.Order());

    [Fact]
    public void Unreachable_members_are_watched_besides_the_five_and_not_instead()
    {
        var usual = new HeartbeatRing(Node(0), Forty, new HashSet<UniqueAddress>(), 5).Watched;

        var now = new HeartbeatRing(Node(0), Forty, usual, 5).Watched;

        Assert.Equal(10, now.Count);
        Assert.Subset(now, usual);
    }

    [Fact]
    public void All_members_compute_the_same_ring() =>
        Assert.Equal(
            new HeartbeatRing(Node(3), Forty.Where(node => node != Node(3)).Reverse(), new HashSet<UniqueAddress>(), 5).WatchedBy(Node(7)),
            new HeartbeatRing(Node(0), Forty, new HashSet<UniqueAddress>(), 5).WatchedBy(Node(7)));
}
