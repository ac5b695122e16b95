using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using static Akka.Embedded.Tests.Cluster.Network.TestNodes;

namespace Akka.Embedded.Tests.Cluster.Network;

/// <summary>Links that are cut as a pulled cable cuts them: nothing arrives, and nobody is told.</summary>
public sealed class SplitTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAllAsync();

    [Fact]
    public async Task Of_three_against_two_the_three_go_on_and_the_two_shut_down()
    {
        var all = await _nodes.StartCluster(5);

        Cut(all.Take(2), all.Skip(2));

        await AllUp([.. all.Skip(2)]);
        await Wait.Within(Task.WhenAll(all.Take(2).Select(node => node.System.WhenTerminated)));
    }

    [Fact]
    public async Task A_short_cut_heals_without_anyone_being_downed()
    {
        var all = await _nodes.StartCluster(4, "akka.cluster.split-brain-resolver.stable-after = 60s");
        Cut(all.Take(2), all.Skip(2));
        await Wait.Until(() => all.All(node => node.State.Unreachable.Count == 2), "each half misses the other");

        Heal(all.Take(2), all.Skip(2));

        await Wait.Until(() => all.All(node => node.State.Unreachable.IsEmpty), "everyone is reachable again");
        await AllUp(all);
        Assert.Single(all.Select(node => node.State.Leader).Distinct());
    }

    [Fact]
    public async Task While_the_halves_miss_each_other_a_node_that_joins_becomes_WeaklyUp_and_Up_once_they_meet()
    {
        const string Config = "akka.cluster.weakly-up-after = 1s\nakka.cluster.split-brain-resolver.stable-after = 60s";
        var all = await _nodes.StartCluster(2, Config);
        Cut(all.Take(1), all.Skip(1));
        await Wait.Until(() => all.All(node => node.State.Unreachable.Count == 1), "they miss each other");

        var third = _nodes.Start(Config);
        Cut([third], all.Skip(1));
        third.Join(all[0].SelfAddress);
        await Wait.Until(() => third.SelfMember.Status == MemberStatus.WeaklyUp, "it is WeaklyUp");

        Heal([all[0], third], all.Skip(1));
        await AllUp([.. all, third]);
    }

    [Fact]
    public async Task A_member_that_was_removed_while_it_was_cut_off_learns_of_it_and_shuts_down()
    {
        var all = await _nodes.StartCluster(3, "akka.cluster.downing-provider-class = \"\"");
        Cut(all.Take(2), all.Skip(2));
        await Wait.Until(() => all.All(node => !node.State.Unreachable.IsEmpty), "both sides notice");
        all[0].Down(all[2].SelfAddress);
        await AllUp([all[0], all[1]]);

        Heal(all.Take(2), all.Skip(2));

        await Wait.Within(all[2].System.WhenTerminated);
        await AllUp([all[0], all[1]]);
    }

    private static void Cut(IEnumerable<Akka.Cluster.Cluster> here, IEnumerable<Akka.Cluster.Cluster> there) =>
        ForEachLink(here, there, (faults, address) => faults.Cut(address));

    private static void Heal(IEnumerable<Akka.Cluster.Cluster> here, IEnumerable<Akka.Cluster.Cluster> there) =>
        ForEachLink(here, there, (faults, address) => faults.Heal(address));

    private static void ForEachLink(
        IEnumerable<Akka.Cluster.Cluster> here, IEnumerable<Akka.Cluster.Cluster> there, Action<LinkFaults, Address> apply)
    {
        foreach (var a in here)
        {
            foreach (var b in there)
            {
                apply(Faults(a), b.SelfAddress);
                apply(Faults(b), a.SelfAddress);
            }
        }
    }

    private static LinkFaults Faults(Akka.Cluster.Cluster node) =>
        Assert.IsType<TcpRemoting>(((ActorSystemImpl)node.System).Provider.Remote).Faults;
}
