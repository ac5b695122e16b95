using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Members;

/// <summary>A node that stops in order loses nothing.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_node_that_leaves_hands_over_what_was_not_acknowledged()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var ids = new List<SessionId>();
        for (var i = 0; i < 200; i++) ids.Add(await cluster[0].CreateAsync("number", $"{i}", CommitLevel.None));

        await cluster.LeaveAsync(0);

        foreach (var node in cluster.Running)
        {
            await Eventually.HoldsAsync("the others alone", () => node.Manager.Status.Members.Count == 2);
            Assert.Equal(ids.Count, node.Manager.Status.SessionCount);
        }
    }

    [Fact]
    public async Task A_draining_node_is_not_ready_but_still_serves()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");

        await cluster[0].Manager.DrainAsync();

        Assert.False(cluster[0].IsReady);
        Assert.True((await cluster[0].SetAsync(id, "user", "bob", CommitLevel.All)).IsSatisfied);
        Assert.Equal("bob", await cluster[1].ReadAsync(id, "user"));
    }

    [Fact]
    public async Task All_nodes_restarted_one_after_another_lose_no_session()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("user", "ann");

        for (var index = 0; index < 3; index++)
        {
            await cluster.LeaveAsync(index);
            cluster.Start(index);
            await cluster.AllReadyAsync();
        }

        foreach (var node in cluster.Running) Assert.Equal("ann", await node.ReadAsync(id, "user"));
    }
}
