using Akka.Cluster;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

public sealed class GossipPartnersTests
{
    private readonly Random _random = new(5);

    [Fact]
    public void Nobody_gossips_with_itself_or_with_whom_it_does_not_hear()
    {
        var state = StateOf(0, GossipOf(Member(0), Member(1), Member(2)).Cut([0], [1]));

        for (var i = 0; i < 100; i++) Assert.Equal(Node(2), GossipPartners.Choose(state, 0.8, _random));
        Assert.Null(GossipPartners.Choose(StateOf(0, GossipOf(Member(0))), 0.8, _random));
    }

    [Fact]
    public void Who_has_not_seen_the_state_is_preferred()
    {
        var gossip = GossipOf([.. Enumerable.Range(0, 20).Select(n => Member(n))]);
        var state = StateOf(0, gossip with { SeenBy = gossip.SeenBy.Remove(Node(7)) });

        Assert.Equal(Node(7), GossipPartners.Choose(state, preferUnseen: 1, _random));
    }

    [Fact]
    public void A_change_goes_to_a_few_who_have_not_seen_it_and_to_the_leader()
    {
        var state = StateOf(9, GossipOf([.. Enumerable.Range(0, 20).Select(n => Member(n))]) with { SeenBy = [Node(9), Node(0)] });

        var told = GossipPartners.ForChange(state, fanOut: 3, _random);

        Assert.Equal(4, told.Count);
        Assert.Contains(Node(0), told);
        Assert.DoesNotContain(Node(9), told);
    }

    [Fact]
    public void In_a_big_cluster_the_preference_falls_to_a_tenth()
    {
        Assert.Equal(0.8, GossipPartners.PreferenceFor(members: 400, 0.8, threshold: 400), 3);
        Assert.Equal(0.44, GossipPartners.PreferenceFor(members: 800, 0.8, threshold: 400), 3);
        Assert.Equal(0.08, GossipPartners.PreferenceFor(members: 5000, 0.8, threshold: 400), 3);
    }
}
