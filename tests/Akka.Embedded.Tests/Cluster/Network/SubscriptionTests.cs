using Akka.Cluster;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Embedded.Tests.Cluster.Network;

public sealed class SubscriptionTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAllAsync();

    [Fact]
    public async Task A_snapshot_comes_first_and_events_after_it()
    {
        var all = await _nodes.StartCluster(1);
        var log = new EventLog(all[0], SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(IMemberEvent));
        await Wait.Until(() => log.Received.Count == 1, "the snapshot");
        var snapshot = Assert.IsType<CurrentClusterState>(log.Received[0]);
        Assert.Equal([all[0].SelfUniqueAddress], snapshot.Members.Select(member => member.UniqueAddress));

        var second = _nodes.Start();
        await Wait.Within(second.JoinAsync(all[0].SelfAddress));

        var port = second.SelfAddress.Port;
        await Wait.Until(
            () => log.MemberEvents.SequenceEqual([$"MemberJoined {port}", $"MemberUp {port}"]), () => string.Join(", ", log.Received));
    }

    [Fact]
    public async Task As_events_the_present_state_is_told_as_if_it_happened_now()
    {
        var all = await _nodes.StartCluster(2);

        var log = new EventLog(all[0], SubscriptionInitialStateMode.InitialStateAsEvents, typeof(MemberUp), typeof(LeaderChanged));

        await Wait.Until(() => log.Received.Count == 3, () => string.Join(", ", log.Received));
        Assert.Equal(2, log.Received.OfType<MemberUp>().Count());
        Assert.Equal(all[0].State.Leader, Assert.Single(log.Received.OfType<LeaderChanged>()).Leader);
    }

    [Fact]
    public async Task The_state_is_never_behind_an_event()
    {
        var all = await _nodes.StartCluster(1);
        var lag = 0;
        var log = new EventLog(all[0], SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(MemberUp));

        for (var n = 0; n < 3; n++) await Wait.Within(_nodes.Start().JoinAsync(all[0].SelfAddress));
        await Wait.Until(() => log.Received.OfType<MemberUp>().Count() == 3, "three more are Up");
        foreach (var up in log.Received.OfType<MemberUp>())
            if (all[0].State.Members.All(member => member.UniqueAddress != up.Member.UniqueAddress)) lag++;

        Assert.Equal(0, lag);
    }

    [Fact]
    public async Task Who_unsubscribes_hears_nothing_more()
    {
        var all = await _nodes.StartCluster(1);
        var gone = new EventLog(all[0], SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(IMemberEvent));
        var stays = new EventLog(all[0], SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(IMemberEvent));
        all[0].Unsubscribe(gone.Recorder);

        await Wait.Within(_nodes.Start().JoinAsync(all[0].SelfAddress));

        await Wait.Until(() => stays.MemberEvents.Count == 2, "the other subscriber hears");
        Assert.Empty(gone.MemberEvents);
    }

    [Fact]
    public async Task The_end_is_told_with_the_removal_of_everyone()
    {
        // Else the subscriber is stopped with the system, before it has read its mail.
        var all = await _nodes.StartCluster(2, """
            akka.coordinated-shutdown.terminate-actor-system = off
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            """);
        var log = new EventLog(all[0], SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(IClusterDomainEvent));

        await Wait.Within(all[0].LeaveAsync());

        await Wait.Until(
            () => log.MemberEvents.Count(e => e.StartsWith("MemberRemoved", StringComparison.Ordinal)) == 2,
            () => string.Join(", ", log.Received));
        Assert.Contains(log.Received, e => e is ClusterShuttingDown);
        Assert.Equal(MemberStatus.Removed, all[0].SelfMember.Status);
    }

    [Fact]
    public async Task Only_cluster_events_can_be_subscribed_to()
    {
        var all = await _nodes.StartCluster(1);

        Assert.Throws<ArgumentException>(() => all[0].Subscribe(all[0].System.DeadLetters, typeof(string)));
        Assert.Throws<ArgumentException>(() => all[0].Subscribe(all[0].System.DeadLetters));
    }
}
