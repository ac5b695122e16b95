using System.Collections.Immutable;
using Akka.Cluster;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Daemon;

public sealed class WatchListTests
{
    private static readonly HashSet<UniqueAddress> Members = [Node(1), Node(2), Node(3)];

    private readonly WatchList _list = new();

    [Fact]
    public void Who_leaves_the_ring_in_good_health_is_watched_no_more()
    {
        Change([Node(1), Node(2)]);

        Assert.Equal([Node(1)], Change([Node(2), Node(3)]));
        Assert.Equal([Node(2), Node(3)], _list.All.Order());
    }

    [Fact]
    public void Who_leaves_the_ring_while_silent_is_watched_until_heard_again()
    {
        Change([Node(1), Node(2)]);

        Assert.Empty(Change([Node(2), Node(3)], silent: Node(1)));
        Assert.Contains(Node(1), _list.All);

        Assert.False(_list.Heard(Node(1), isHeard: false));
        Assert.True(_list.Heard(Node(1), isHeard: true));
        Assert.DoesNotContain(Node(1), _list.All);
    }

    [Fact]
    public void A_removed_member_is_forgotten_even_if_silent()
    {
        Change([Node(1), Node(9)]);

        Assert.Equal([Node(9)], Change([Node(1)], silent: Node(9)));
    }

    private IReadOnlyList<UniqueAddress> Change(ImmutableHashSet<UniqueAddress> ring, UniqueAddress? silent = null) =>
        _list.Change(ring, Members, node => node != silent);
}
