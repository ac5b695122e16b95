using Akka.Actor;
using Akka.Cluster;
using static Akka.Embedded.Tests.Cluster.Network.TestNodes;

namespace Akka.Embedded.Tests.Cluster.Network;

public sealed class FormingTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAllAsync();

    [Fact]
    public async Task Five_seed_nodes_started_at_the_same_moment_form_one_cluster()
    {
        var ports = FreePorts(5);
        var all = await Task.WhenAll(ports.Select(port => Task.Run(() => _nodes.Start(Seeds(ports), port))));

        await AllUp(all);
        Assert.Single(all.Select(node => node.State.Leader).Distinct());
    }

    [Fact]
    public async Task Seed_nodes_started_in_reverse_order_wait_for_the_first_and_join_it()
    {
        var ports = FreePorts(3);
        var third = _nodes.Start(Seeds(ports), ports[2]);
        var second = _nodes.Start(Seeds(ports), ports[1]);
        await Wait.Until(() => second.System.Uptime > second.Settings.SeedNodeTimeout * 2, "the others have waited for two timeouts");
        Assert.Empty(second.State.Members);
        Assert.Empty(third.State.Members);

        await AllUp([_nodes.Start(Seeds(ports), ports[0]), second, third]);
    }

    [Fact]
    public async Task The_first_seed_node_alone_founds_a_cluster()
    {
        var ports = FreePorts(3);
        var first = _nodes.Start(Seeds(ports), ports[0]);

        await Wait.Until(() => first.IsUp, "the first seed is Up");
        Assert.Equal(first.SelfAddress, first.State.Leader);
    }

    [Fact]
    public async Task A_first_seed_node_that_restarts_joins_the_cluster_of_the_others()
    {
        var ports = FreePorts(3);
        var all = ports.Select(port => _nodes.Start(Seeds(ports), port)).ToList();
        await AllUp(all);
        await Crash(all[0]);

        var first = _nodes.Start(Seeds(ports), ports[0]);

        await AllUp([first, all[1], all[2]]);
    }

    [Fact]
    public async Task A_node_joins_by_the_address_of_any_member()
    {
        var members = await _nodes.StartCluster(2);
        var third = _nodes.Start("akka.cluster.roles = [web]");

        await Wait.Within(third.JoinAsync(members[1].SelfAddress));

        await AllUp([.. members, third]);
        await Wait.Until(() => Equals(members[0].State.RoleLeader("web"), third.SelfAddress), "the others see its role");
    }

    [Fact]
    public async Task Members_below_the_minimum_stay_Joining_until_enough_are_there()
    {
        const string AtLeastTwo = "akka.cluster.min-nr-of-members = 2";
        var first = _nodes.Start(AtLeastTwo);
        var isUp = new TaskCompletionSource();
        first.RegisterOnMemberUp(isUp.SetResult);
        first.Join(first.SelfAddress);
        await Wait.Until(() => first.State.Members.Count == 1, "the first is a member");
        Assert.Equal(MemberStatus.Joining, first.SelfMember.Status);
        Assert.False(isUp.Task.IsCompleted);

        var second = _nodes.Start(AtLeastTwo);
        await Wait.Within(second.JoinSeedNodesAsync([first.SelfAddress]));

        await AllUp([first, second]);
        await Wait.Within(isUp.Task);
    }

    [Fact]
    public async Task A_node_of_another_name_is_not_let_in()
    {
        var members = await _nodes.StartCluster(1);
        using var stranger = ActorSystem.Create("other", members[0].System.Settings.Config.WithFallback(""));
        var cluster = Akka.Cluster.Cluster.Get(stranger);

        cluster.Join(members[0].SelfAddress);
        members[0].System.ActorSelection("/system/cluster").Tell(new Join(cluster.SelfUniqueAddress, [], Util.AppVersion.Zero));
        var third = _nodes.Start();
        await Wait.Within(third.JoinAsync(members[0].SelfAddress));

        await AllUp([members[0], third]);
        Assert.Empty(cluster.State.Members);
    }

    [Fact]
    public async Task A_node_that_finds_no_seed_gives_up_when_told_to()
    {
        var ports = FreePorts(2);
        var node = _nodes.Start($"{Seeds(ports)}\nakka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 1s", ports[1]);

        await Wait.Within(node.System.WhenTerminated);
    }

    [Fact]
    public async Task Joining_by_task_fails_when_the_node_is_shut_down_first()
    {
        var ports = FreePorts(2);
        var node = _nodes.Start(port: ports[1]);
        var joining = node.JoinAsync(new Address("akka.tcp", node.System.Name, "127.0.0.1", ports[0]));

        await node.System.Terminate();

        await Assert.ThrowsAsync<ClusterJoinFailedException>(() => Wait.Within(joining));
    }
}
