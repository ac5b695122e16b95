using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Failures;

/// <summary>A node that is slow to answer, or loses its connections again and again.</summary>
public sealed class SlowNodeTests
{
    [Fact]
    public async Task A_slow_node_holds_up_only_commits_that_ask_for_it()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, "akka.sessions.commit-timeout = 30 s");
        var id = await cluster[0].CreateAsync("cart", "0");
        cluster.Network.Slow(2, TimeSpan.FromMilliseconds(500));

        var all = cluster[0].SetAsync(id, "cart", "1", CommitLevel.All);
        var one = await cluster[0].SetAsync(id, "cart", "2", CommitLevel.One);
        var majority = await cluster[0].SetAsync(id, "cart", "3", CommitLevel.Majority);

        Assert.Equal([cluster[1].Id], one.Applied);
        Assert.Equal([cluster[1].Id], majority.Applied);
        Assert.True((await all).IsSatisfied);
        await cluster[2].SeesAsync(id, "cart", "3");
    }

    [Fact]
    public async Task Connections_lost_again_and_again_lose_no_write()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, "akka.sessions.commit-timeout = 30 s");
        var ids = new List<SessionId>();

        for (var i = 0; i < 60; i++)
        {
            ids.Add(await cluster[i % 3].CreateAsync("number", $"{i}", CommitLevel.None));
            if (i % 10 == 9) cluster.Network.Drop(0, 1 + (i / 10 % 2));
        }

        await Eventually.HoldsAsync(
            "every session everywhere", () => cluster.Running.All(node => node.Manager.Status.SessionCount == ids.Count));
        for (var i = 0; i < ids.Count; i++)
        {
            foreach (var node in cluster.Running) Assert.Equal($"{i}", await node.ReadAsync(ids[i], "number"));
        }
    }
}
