using System.Collections.Immutable;
using Akka.Cluster;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

public sealed class LeaderTests
{
    private static readonly LeaderRules Rules = new(1, ImmutableDictionary<string, int>.Empty);
    private static readonly HashSet<UniqueAddress> NobodyGone = [];

    [Fact]
    public void The_leader_is_the_lowest_address_that_is_up_or_leaving_and_reachable()
    {
        var gossip = GossipOf(Member(0, MemberStatus.Joining), Member(1), Member(2, MemberStatus.Leaving), Member(3));

        Assert.Equal(Node(1), StateOf(3, gossip).Leader);
        Assert.Equal(Node(2), StateOf(3, gossip.Cut([3], [1])).Leader);
        Assert.Equal(Node(1), StateOf(1, gossip.Cut([3], [1])).Leader);
    }

    [Fact]
    public void Without_anyone_up_a_joining_member_leads_rather_than_an_exiting_or_downed_one() =>
        Assert.Equal(
            Node(2),
            StateOf(2, GossipOf(Member(0, MemberStatus.Down), Member(1, MemberStatus.Exiting), Member(2, MemberStatus.Joining))).Leader);

    [Fact]
    public void Joining_members_become_Up_in_one_step_each_with_a_number_of_its_own()
    {
        var state = StateOf(0, GossipOf(Member(0), Member(1, MemberStatus.Joining), Member(2, MemberStatus.WeaklyUp)));

        var step = LeaderActions.OnConvergence(state, Rules, NobodyGone, 1);

        Assert.Equal(
            [(Node(1), MemberStatus.Up, 2), (Node(2), MemberStatus.Up, 3)],
            step.Changed.Select(m => (m.UniqueAddress, m.Status, m.UpNumber)));
        Assert.Equal([Node(0)], step.Gossip.SeenBy);
    }

    [Fact]
    public void A_leaving_member_becomes_exiting_and_is_removed_only_when_gone_or_unreachable()
    {
        var leaving = StateOf(0, GossipOf(Member(0), Member(1, MemberStatus.Leaving)));
        var exiting = LeaderActions.OnConvergence(leaving, Rules, NobodyGone, 1).Gossip;
        Assert.Equal(MemberStatus.Exiting, exiting.Members[Node(1)].Status);

        Assert.True(LeaderActions.OnConvergence(StateOf(0, exiting), Rules, NobodyGone, 1).IsNothing);
        Assert.Equal(
            [Node(1)],
            LeaderActions.OnConvergence(StateOf(0, exiting), Rules, new HashSet<UniqueAddress> { Node(1) }, 1).Removed.Select(m => m.UniqueAddress));
        Assert.Equal(
            [Node(1)],
            LeaderActions.OnConvergence(StateOf(0, exiting.Cut([0], [1])), Rules, NobodyGone, 1).Removed.Select(m => m.UniqueAddress));
    }

    [Fact]
    public void Too_few_members_or_members_of_a_role_keep_everyone_joining()
    {
        var state = StateOf(0, GossipOf(Member(0), Member(1, MemberStatus.Joining), Member(2, MemberStatus.Joining, roles: "web")));
        var threeOfWhichTwoWeb = new LeaderRules(3, ImmutableDictionary<string, int>.Empty.Add("web", 2));

        Assert.True(
            LeaderActions.OnConvergence(state, new LeaderRules(4, ImmutableDictionary<string, int>.Empty), NobodyGone, 1).IsNothing);
        Assert.True(LeaderActions.OnConvergence(state, threeOfWhichTwoWeb, NobodyGone, 1).IsNothing);
        Assert.Equal(
            2,
            LeaderActions.OnConvergence(state, new LeaderRules(3, ImmutableDictionary<string, int>.Empty.Add("web", 1)), NobodyGone, 1).Changed.Count);
    }

    [Fact]
    public void Without_convergence_reachable_joining_members_become_WeaklyUp()
    {
        var gossip = GossipOf(Member(0), Member(1), Member(2, MemberStatus.Joining), Member(3, MemberStatus.Joining));
        var state = StateOf(0, gossip.Cut([0], [1, 3]));

        var step = LeaderActions.WithoutConvergence(state, Rules);

        Assert.Equal([(Node(2), MemberStatus.WeaklyUp)], step.Changed.Select(m => (m.UniqueAddress, m.Status)));
    }

    [Fact]
    public void A_state_has_converged_when_all_up_have_seen_it_and_nobody_is_unreachable_but_given_up()
    {
        var seen = GossipOf(Member(0), Member(1), Member(2, MemberStatus.Down));
        var unseen = seen with { SeenBy = [Node(0)] };

        Assert.True(StateOf(0, seen).HasConverged(NobodyGone));
        Assert.True(StateOf(0, seen.Cut([0], [2])).HasConverged(NobodyGone));
        Assert.False(StateOf(0, seen.Cut([0], [1])).HasConverged(NobodyGone));
        Assert.False(StateOf(0, unseen).HasConverged(NobodyGone));
        Assert.True(StateOf(0, unseen).HasConverged(new HashSet<UniqueAddress> { Node(1) }));
    }
}
