using Akka.Actor;
using Akka.Cluster;
using static Akka.Cluster.ClusterEvent;
using static Akka.Embedded.Tests.Cluster.Network.TestNodes;

namespace Akka.Embedded.Tests.Cluster.Network;

public sealed class FailureTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAllAsync();

    [Fact]
    public async Task A_crashed_member_becomes_unreachable_is_downed_by_the_majority_and_removed()
    {
        var all = await _nodes.StartCluster(3);
        var log = new EventLog(
            all[0], SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(IMemberEvent), typeof(IReachabilityEvent));

        await Crash(all[2]);

        await AllUp([all[0], all[1]]);
        await Wait.Until(() => log.Received.OfType<MemberRemoved>().Any(), "the removal is published");
        Assert.Equal(
            [nameof(UnreachableMember), nameof(MemberDowned), nameof(MemberRemoved)],
            log.Received.Where(e => e is not CurrentClusterState).Select(e => e.GetType().Name));
        Assert.Equal(MemberStatus.Down, Assert.Single(log.Received.OfType<MemberRemoved>()).PreviousStatus);
    }

    [Fact]
    public async Task Without_a_downing_provider_a_crashed_member_stays_unreachable_until_it_is_downed_by_hand()
    {
        var all = await _nodes.StartCluster(3, "akka.cluster.downing-provider-class = \"Akka.Cluster.NoDowning, Akka.Cluster\"");
        await Crash(all[2]);
        await Wait.Until(() => all[0].State.Unreachable.Count == 1 && all[1].State.Unreachable.Count == 1, "both miss the third");
        Assert.Equal(3, all[0].State.Members.Count);

        all[1].Down(all[2].SelfAddress);

        await AllUp([all[0], all[1]]);
    }

    [Fact]
    public async Task AutoDowning_downs_after_its_time_also_when_the_leader_crashed()
    {
        var all = (await _nodes.StartCluster(3, """
            akka.cluster.downing-provider-class = "Akka.Cluster.AutoDowning, Akka.Cluster"
            akka.cluster.auto-down-unreachable-after = 300ms
            """)).OrderBy(node => node.SelfAddress, Member.AddressOrdering).ToList();

        await Crash(all[0]);

        await AllUp([all[1], all[2]]);
    }

    [Fact]
    public async Task A_member_that_is_downed_while_it_lives_shuts_down()
    {
        var all = await _nodes.StartCluster(3);

        all[0].Down(all[2].SelfAddress);

        await Wait.Within(all[2].System.WhenTerminated);
        Assert.IsType<CoordinatedShutdown.ClusterDowningReason>(CoordinatedShutdown.Get(all[2].System).ShutdownReason);
        await AllUp([all[0], all[1]]);
    }

    [Fact]
    public async Task A_node_restarted_at_its_address_replaces_its_old_incarnation_before_that_is_noticed_missing()
    {
        var all = await _nodes.StartCluster(3, "akka.cluster.failure-detector.acceptable-heartbeat-pause = 60s");
        await Crash(all[2]);

        var again = _nodes.Start(port: all[2].SelfAddress.Port!.Value);
        await Wait.Within(again.JoinAsync(all[1].SelfAddress));

        await AllUp([all[0], all[1], again]);
        Assert.DoesNotContain(all[0].State.Members, member => member.UniqueAddress == all[2].SelfUniqueAddress);
    }

    [Fact]
    public async Task Who_watches_an_actor_of_a_removed_member_is_told_that_it_terminated()
    {
        var all = await _nodes.StartCluster(3);
        var watched = all[2].System.ActorOf(Props.Create(() => new Silent()), "watched");
        var told = new TaskCompletionSource<Terminated>();
        var remote = await all[0].System.ActorSelection(all[2].RemotePathOf(watched)).ResolveOne(TimeSpan.FromSeconds(10));
        all[0].System.ActorOf(Props.Create(() => new Watcher(remote, told)));

        await Crash(all[2]);

        await Wait.Within(told.Task);
        Assert.Equal(remote, (await told.Task).ActorRef);
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef watched, TaskCompletionSource<Terminated> told)
        {
            Context.Watch(watched);
            Receive<Terminated>(terminated => told.TrySetResult(terminated));
        }
    }
}
