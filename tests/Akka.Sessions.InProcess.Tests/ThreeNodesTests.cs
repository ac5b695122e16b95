using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests;

/// <summary>The main story: three nodes, any of which may die.</summary>
public sealed class ThreeNodesTests
{
    [Fact]
    public async Task Three_nodes_started_at_the_same_moment_form_one_cluster_and_are_ready()
    {
        await using var cluster = await SessionCluster.StartAsync(3);

        Assert.All(cluster.Running, node => Assert.Equal(3, node.Manager.Status.Members.Count));
    }

    [Fact]
    public async Task What_is_written_on_one_node_is_read_on_the_others()
    {
        await using var cluster = await SessionCluster.StartAsync(3);

        var id = await cluster[0].CreateAsync("cart/apple", "3", CommitLevel.None);

        await cluster[1].SeesAsync(id, "cart/apple", "3");
        await cluster[2].SeesAsync(id, "cart/apple", "3");
    }

    [Fact]
    public async Task Writes_that_carry_the_token_of_the_one_before_keep_their_order_however_fast_they_follow()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("last", "0");

        // Many of these fall into one millisecond, in which only a node that has seen the former write knows that its own is the later.
        for (var i = 1; i <= 200; i++)
        {
            var before = await cluster[i % 3].SetAsync(id, $"last/{i}", "before", CommitLevel.One);
            await cluster[(i + 1) % 3].SetAsync(id, $"last/{i}", "after", CommitLevel.One, before.Token!.Value);
        }

        foreach (var node in cluster.Running)
        {
            for (var i = 1; i <= 200; i++) await node.SeesAsync(id, $"last/{i}", "after");
        }
    }

    [Fact]
    public async Task When_a_node_dies_its_sessions_are_whole_on_another_and_go_on_changing_there()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("cart/apple", "3", CommitLevel.One);
        await cluster[0].SetAsync(id, "cart/pear", "1", CommitLevel.One);

        await cluster.CrashAsync(0);
        await cluster[1].SetAsync(id, "cart/plum", "7", CommitLevel.One);

        foreach (var node in cluster.Running)
        {
            await node.SeesAsync(id, "cart/apple", "3");
            await node.SeesAsync(id, "cart/pear", "1");
            await node.SeesAsync(id, "cart/plum", "7");
        }
    }

    [Fact]
    public async Task A_node_started_again_at_its_address_is_ready_only_once_it_has_every_session()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var ids = new List<SessionId>();
        for (var i = 0; i < 300; i++) ids.Add(await cluster[i % 3].CreateAsync("number", $"{i}", CommitLevel.None));
        await Eventually.HoldsAsync("all sessions on all nodes", () => cluster.Running.All(node => node.Manager.Status.SessionCount == ids.Count));
        var before = cluster[0].Id;

        await cluster.CrashAsync(0);
        var again = cluster.Start(0);
        await Eventually.HoldsAsync("node 0 ready again", () => again.IsReady);

        Assert.Equal(before.Address, again.Id.Address);
        Assert.NotEqual(before.Incarnation, again.Id.Incarnation);
        Assert.Equal(ids.Count, again.Manager.Status.SessionCount);
        Assert.Equal("17", await again.ReadAsync(ids[17], "number"));
    }

    [Fact]
    public async Task A_session_that_is_never_written_is_never_heard_of()
    {
        await using var cluster = await SessionCluster.StartAsync(1);

        var session = cluster[0].Manager.Create();
        session.Touch();
        var receipt = await session.CommitAsync();

        Assert.Null(receipt.Token);
        Assert.Equal(0, cluster[0].Manager.Status.SessionCount);
    }
}
