using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Failures;

/// <summary>A node that its cluster removed goes on in another actor system of the same process, and takes its sessions along.</summary>
public sealed class ReturnTests
{
    private const string KeepMajority = """
        akka.cluster {
          downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
          split-brain-resolver { active-strategy = keep-majority, stable-after = 1 s, down-all-when-unstable = off }
        }

        """;

    [Fact]
    public async Task A_node_that_was_cut_off_and_downed_comes_back_and_everyone_has_what_it_alone_wrote()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, KeepMajority, returns: true);
        var node = cluster[0];
        var created = 0;
        using var listening = node.Manager.Subscribe<SessionEvent.Created>(_ =>
        {
            Interlocked.Increment(ref created);
            return ValueTask.CompletedTask;
        });
        var shared = await node.CreateAsync("cart", "apple");
        var over = await node.CreateAsync("user", "tom");
        var former = node.Id;
        cluster.Network.Partition([0], [1, 2]);

        var alone = await node.CreateAsync("made", "alone", CommitLevel.None);
        await node.SetAsync(shared, "here", "1", CommitLevel.None);
        var running = await node.OpenAsync(shared);
        running.Set("late", SessionSteps.Bytes("1"));
        await Eventually.HoldsAsync("two members", () => cluster[1].Manager.Status.Members.Count == 2);
        await cluster[1].SetAsync(shared, "there", "2", CommitLevel.None);
        await (await cluster[1].OpenAsync(over)).InvalidateAsync(CommitLevel.None);
        await Eventually.HoldsAsync("another life", () => node.Id != former);

        Assert.True(node.Manager.Status is { IsAlive: true, IsReady: false });
        await Assert.ThrowsAsync<SessionsStoppedException>(async () => await running.CommitAsync());
        await cluster.HealAsync();

        foreach (var member in cluster.Running)
        {
            await member.SeesAsync(alone, "made", "alone");
            await member.SeesAsync(shared, "here", "1");
            await member.SeesAsync(shared, "there", "2");
            await Eventually.HoldsAsync("the end", async () => await member.EndOfAsync(over) == SessionEndReason.Invalidated);
        }

        Assert.Equal(former.Address, node.Id.Address);
        Assert.True((await node.SetAsync(shared, "here", "3", CommitLevel.All)).IsSatisfied);
        await node.CreateAsync("made", "afterwards");
        await Eventually.HoldsAsync("events of both lives", () => Volatile.Read(ref created) == 4);
        Assert.Equal(4, node.Manager.Statistics.Created);
    }

    [Fact]
    public async Task Nodes_that_were_cut_off_together_come_back_with_what_one_acknowledged_to_the_other()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(5, KeepMajority, returns: true);
        var former = new[] { cluster[0].Id, cluster[1].Id };
        cluster.Network.Partition([0, 1], [2, 3, 4]);
        var alone = await cluster[0].CreateAsync("made", "by two", CommitLevel.One);

        await Eventually.HoldsAsync("other lives", () => cluster[0].Id != former[0] && cluster[1].Id != former[1]);
        await cluster.HealAsync();

        foreach (var member in cluster.Running) await member.SeesAsync(alone, "made", "by two");
    }

    [Fact]
    public async Task What_ended_elsewhere_and_was_forgotten_does_not_come_back_with_a_node_that_was_away_for_long()
    {
        var clock = new ShiftedTime();
        await using var cluster = await SessionCluster.StartOnNetworkAsync(
            3, KeepMajority + "akka.sessions { tombstone-retention = 8 m, idle-timeout = 100 h }", clock, returns: true);
        var (over, out0) = (await cluster[0].CreateAsync("user", "tom"), await cluster[0].CreateAsync("user", "ann"));
        var kept = await cluster[0].CreateAsync("user", "bob");
        var former = cluster[0].Id;
        cluster.Network.Partition([0], [1, 2]);
        await (await cluster[0].OpenAsync(out0)).InvalidateAsync(CommitLevel.None);
        await Eventually.HoldsAsync("two members", () => cluster[1].Manager.Status.Members.Count == 2);
        await (await cluster[1].OpenAsync(over)).InvalidateAsync(CommitLevel.One);
        await Eventually.HoldsAsync("another life", () => cluster[0].Id != former);

        // The retention begins when both have heard of it.
        foreach (var node in new[] { 1, 2 })
        {
            await Eventually.HoldsAsync("forgotten", async () =>
            {
                clock.Pass(TimeSpan.FromMinutes(3));
                return await cluster[node].EndOfAsync(over) is null;
            });
        }

        await cluster.HealAsync();

        Assert.True(cluster[0].Log.Says("are left behind"));
        foreach (var member in cluster.Running)
        {
            Assert.Equal("bob", await member.ReadAsync(kept, "user"));
            await Eventually.HoldsAsync("logged out here too", async () => await member.EndOfAsync(out0) == SessionEndReason.Invalidated);
            Assert.Equal(new SessionLookup(null, null, IsCertain: true), await member.Manager.FindAsync(over));
        }
    }

    [Fact]
    public async Task Of_two_nodes_the_survivor_that_takes_itself_for_the_smaller_side_brings_all_sessions_to_the_next_life_of_the_other()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, KeepMajority, returns: true);
        var id = await cluster[0].CreateAsync("user", "ann");
        var lower = Address.Parse(cluster[0].Id.Address).Port < Address.Parse(cluster[1].Id.Address).Port ? 0 : 1;
        var (survivor, former) = (cluster[1 - lower], cluster[1 - lower].Id);

        await cluster.VanishAsync(lower);
        await Eventually.HoldsAsync("another life", () => survivor.Id != former);
        cluster.Start(lower);
        await cluster.AllReadyAsync();

        foreach (var member in cluster.Running) await member.SeesAsync(id, "user", "ann");
    }

    [Fact]
    public async Task A_port_that_is_still_in_use_is_tried_again()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(1, returns: true);
        var (node, former) = (cluster[0], cluster[0].Id);
        var id = await node.CreateAsync("user", "ann");
        using var other = new TcpListener(IPAddress.Loopback, node.System.Settings.Config.GetInt("akka.remote.dot-netty.tcp.port"));
        node.System.RegisterOnTermination(other.Start);

        Akka.Cluster.Cluster.Get(node.System).Down(Akka.Cluster.Cluster.Get(node.System).SelfAddress);
        await Eventually.HoldsAsync("an attempt that failed", () => node.Log.Says("Attempt 2 of 10"));
        Assert.True(node.Manager.Status is { IsAlive: true, IsReady: false });
        other.Stop();

        await Eventually.HoldsAsync("another life", () => node.Id != former && node.IsReady);
        Assert.True(await node.ReadAsync(id, "user") == "ann", string.Join("\n", node.Log.Lines));
    }
}
