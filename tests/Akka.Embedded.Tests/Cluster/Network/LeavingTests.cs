using Akka.Cluster;
using static Akka.Cluster.ClusterEvent;
using static Akka.Embedded.Tests.Cluster.Network.TestNodes;

namespace Akka.Embedded.Tests.Cluster.Network;

public sealed class LeavingTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAllAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_member_that_leaves_is_removed_without_ever_being_unreachable_whether_it_led_or_not(int leaver)
    {
        var all = (await _nodes.StartCluster(3)).OrderBy(node => node.SelfAddress, Member.AddressOrdering).ToList();
        var staying = all.Where(node => node != all[leaver]).ToList();
        var logs = staying.Select(
            node => new EventLog(node, SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(IClusterDomainEvent))).ToList();

        await Wait.Within(all[leaver].LeaveAsync());

        await AllUp(staying);
        Assert.True(all[leaver].IsTerminated);
        Assert.Equal(MemberStatus.Removed, all[leaver].SelfMember.Status);
        foreach (var log in logs)
        {
            await Wait.Until(() => log.Received.OfType<MemberRemoved>().Any(), "the removal is published");
            Assert.Empty(log.Received.OfType<UnreachableMember>());
            Assert.Equal(MemberStatus.Exiting, Assert.Single(log.Received.OfType<MemberRemoved>()).PreviousStatus);
        }
    }

    [Fact]
    public async Task Terminating_the_actor_system_leaves_the_cluster_first()
    {
        var all = await _nodes.StartCluster(3);
        var log = new EventLog(all[0], SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(IClusterDomainEvent));

        await Wait.Within(all[2].System.Terminate());

        await AllUp([all[0], all[1]]);
        await Wait.Until(() => log.Received.OfType<MemberRemoved>().Any(), "the removal is published");
        Assert.Empty(log.Received.OfType<UnreachableMember>());
    }

    [Fact]
    public async Task All_members_can_leave_at_the_same_moment()
    {
        var all = await _nodes.StartCluster(3);

        await Wait.Within(Task.WhenAll(all.Select(node => node.LeaveAsync())));

        await Wait.Within(Task.WhenAll(all.Select(node => node.System.WhenTerminated)));
    }

    [Fact]
    public async Task A_member_can_make_another_leave()
    {
        var all = await _nodes.StartCluster(3);
        var removed = new TaskCompletionSource();
        all[2].RegisterOnMemberRemoved(removed.SetResult);

        all[0].Leave(all[2].SelfAddress);

        await Wait.Within(removed.Task);
        await AllUp([all[0], all[1]]);
    }

    [Fact]
    public async Task A_node_that_left_comes_back_as_another_incarnation_at_the_same_address()
    {
        var all = await _nodes.StartCluster(2);
        var port = all[1].SelfAddress.Port!.Value;
        await Wait.Within(all[1].System.Terminate());

        var again = _nodes.Start(port: port);
        await Wait.Within(again.JoinAsync(all[0].SelfAddress));

        await AllUp([all[0], again]);
        Assert.NotEqual(all[1].SelfUniqueAddress, again.SelfUniqueAddress);
    }

    [Fact]
    public async Task The_only_member_can_leave()
    {
        var all = await _nodes.StartCluster(1);

        await Wait.Within(all[0].LeaveAsync());

        await Wait.Within(all[0].System.WhenTerminated);
    }
}
