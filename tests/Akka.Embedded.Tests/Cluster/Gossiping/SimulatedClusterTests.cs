using Akka.Cluster;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

public sealed class SimulatedClusterTests
{
    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.2)]
    public void Fifty_members_that_join_through_any_of_them_all_come_up(int seed, double loss)
    {
        var cluster = UpCluster(50, seed, loss);

        var numbers = cluster[Node(0)].State.Members.Select(member => member.UpNumber).ToList();
        Assert.Equal(50, numbers.Distinct().Count());
        Assert.True(cluster.AllHold(state => state.Leader == Node(0)));
    }

    [Theory]
    [InlineData(3, 0.0)]
    [InlineData(4, 0.2)]
    public void A_split_that_heals_leaves_one_cluster_with_everyone_reachable(int seed, double loss)
    {
        var cluster = UpCluster(50, seed, loss);

        cluster.CutOff(Enumerable.Range(0, 20).Select(n => Node(n)));
        cluster.DetectFailures();
        cluster.RunUntil(() => cluster.AllHold(state => state.Unreachable.Count is 20 or 30), "split in two views");
        Assert.Equal([Node(0), Node(20)], cluster.Members.Select(member => member.State.Leader).Distinct().Order());

        cluster.Heal();
        cluster.RunUntil(() => { cluster.DetectFailures(); return cluster.AllHold(state => state.Unreachable.IsEmpty); }, "healed");
        cluster.RunUntil(() => cluster.AllAreUp(50) && cluster.Members.All(member => member.HasConverged), "agreed again");
    }

    [Theory]
    [InlineData(5, 0.0)]
    [InlineData(6, 0.2)]
    public void A_member_that_leaves_while_others_join_is_removed_and_stays_removed(int seed, double loss)
    {
        var cluster = UpCluster(20, seed, loss);

        cluster[Node(7)].Leave(Node(7).Address);
        for (var n = 20; n < 30; n++) cluster.Join(Node(n), through: Node(n - 20));
        cluster.RunUntil(() => cluster[Node(7)].State.SelfMember.Status == MemberStatus.Exiting, "exiting");
        cluster.Crash(Node(7));
        cluster.RunUntil(
            () => { cluster.DetectFailures(); return cluster.AllHold(state => !state.Gossip.HasMember(Node(7))) && cluster.AllAreUp(29); },
            "left with 29 members");

        for (var round = 0; round < 50; round++) cluster.Round();
        Assert.True(cluster.AllAreUp(29), $"Seed {seed}: the removed member came back.");
    }

    [Fact]
    public void A_restarted_node_replaces_its_earlier_incarnation()
    {
        var cluster = UpCluster(10, seed: 7, loss: 0);
        var (old, young) = (Node(3), Node(3, incarnation: 1));
        cluster.Crash(old);

        Assert.Equal(JoinOutcome.OldIncarnationLeaving, cluster.Join(young, through: Node(5)));
        cluster.RunUntil(() => cluster.Join(young, through: Node(5)) != JoinOutcome.OldIncarnationLeaving, "let in");
        cluster.RunUntil(() => cluster.AllAreUp(10) && cluster.AllHold(state => state.Gossip.HasMember(young)), "up");
        Assert.True(cluster.AllHold(state => !state.Gossip.HasMember(old) && state.Gossip.Tombstones.ContainsKey(old)));
    }

    [Fact]
    public void While_a_member_is_unreachable_nobody_moves_on_and_downing_it_unblocks_all()
    {
        var cluster = UpCluster(10, seed: 8, loss: 0);
        cluster.Crash(Node(9));
        cluster.DetectFailures();
        cluster.Join(Node(10), through: Node(1));
        for (var round = 0; round < 50; round++) cluster.Round();
        Assert.True(cluster.AllHold(state => state.Gossip.Members[Node(10)].Status == MemberStatus.Joining));

        cluster[Node(4)].Down(Node(9).Address);
        cluster.RunUntil(() => cluster.AllAreUp(10), "up without the downed");
        Assert.True(cluster.AllHold(state => !state.Gossip.HasMember(Node(9))));
    }

    [Fact]
    public void A_member_that_was_removed_while_it_stood_still_is_told_so()
    {
        var cluster = UpCluster(5, seed: 9, loss: 0);
        cluster.CutOff([Node(4)]);
        cluster.DetectFailures();
        cluster[Node(0)].Down(Node(4).Address);
        cluster.RunUntil(() => !cluster[Node(0)].State.Gossip.HasMember(Node(4)), "removed");

        var sleeper = cluster[Node(4)];
        Assert.Equal(GossipOutcome.FromRemoved, cluster[Node(0)].Receive(Node(4), Node(0), sleeper.State.Gossip));
        Assert.Equal(GossipOutcome.SaysIWasRemoved, sleeper.Receive(Node(0), Node(4), cluster[Node(0)].State.Gossip));
    }

    private static SimulatedCluster UpCluster(int size, int seed, double loss)
    {
        var cluster = new SimulatedCluster(seed, loss);
        cluster.Found(Node(0));
        cluster.RunUntil(() => cluster.AllAreUp(1), "founded");
        for (var n = 1; n < size; n++)
        {
            cluster.Join(Node(n), through: Node(n / 2));
            cluster.Round();
        }
        cluster.RunUntil(() => cluster.AllAreUp(size), $"up with {size} members");
        return cluster;
    }
}
