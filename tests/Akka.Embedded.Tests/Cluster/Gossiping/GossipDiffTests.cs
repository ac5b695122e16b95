using Akka.Cluster;
using static Akka.Cluster.ClusterEvent;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

public sealed class GossipDiffTests
{
    private static readonly MembershipState Nothing = StateOf(0, Gossip.Empty);

    [Fact]
    public void From_nothing_each_member_gives_the_event_of_its_status_and_the_leaders_follow()
    {
        var state = StateOf(0, GossipOf(Member(0, roles: "web"), Member(1, MemberStatus.Joining), Member(2, MemberStatus.Leaving)));

        Assert.Equal(
            [
                new MemberUp(Member(0)), new MemberJoined(Member(1, MemberStatus.Joining)), new MemberLeft(Member(2, MemberStatus.Leaving)),
                new LeaderChanged(Node(0).Address), new RoleLeaderChanged("web", Node(0).Address),
            ],
            GossipDiff.Between(Nothing, state));
    }

    [Fact]
    public void Reachability_comes_first_then_removals_then_changes()
    {
        var before = StateOf(0, GossipOf(Member(0), Member(1), Member(2, MemberStatus.Exiting), Member(3)));
        var after = StateOf(0, GossipOf(Member(0), Member(1, MemberStatus.Down), Member(3)).Cut([0], [3]));

        Assert.Equal(
            [
                new UnreachableMember(Member(3)),
                new MemberRemoved(Member(2, MemberStatus.Exiting).Copy(MemberStatus.Removed), MemberStatus.Exiting),
                new MemberDowned(Member(1, MemberStatus.Down)),
            ],
            GossipDiff.Between(before, after));
    }

    [Fact]
    public void A_member_is_reachable_again_only_when_nobody_misses_it()
    {
        var all = GossipOf(Member(0), Member(1), Member(2));
        var (both, one, none) = (StateOf(0, all.Cut([0, 1], [2])), StateOf(0, all.Cut([1], [2])), StateOf(0, all));

        Assert.Empty(GossipDiff.Between(both, one));
        Assert.Equal([new ReachableMember(Member(2))], GossipDiff.Between(one, none));
    }

    [Fact]
    public void A_removed_member_that_was_unreachable_is_not_called_reachable()
    {
        var before = StateOf(0, GossipOf(Member(0), Member(1, MemberStatus.Down)).Cut([0], [1]));
        var after = StateOf(0, GossipOf(Member(0)));

        Assert.Equal(
            [new MemberRemoved(Member(1, MemberStatus.Down).Copy(MemberStatus.Removed), MemberStatus.Down)],
            GossipDiff.Between(before, after));
    }

    [Fact]
    public void Nobody_is_unreachable_to_itself()
    {
        var state = StateOf(2, GossipOf(Member(0), Member(1), Member(2)).Cut([0], [2]));

        Assert.Empty(state.Unreachable);
    }

    [Fact]
    public void What_a_downed_member_observes_does_not_count()
    {
        var state = StateOf(0, GossipOf(Member(0), Member(1), Member(2, MemberStatus.Down)).Cut([2], [0, 1]));

        Assert.Empty(state.Unreachable);
        Assert.True(state.IsLeader);
    }
}
