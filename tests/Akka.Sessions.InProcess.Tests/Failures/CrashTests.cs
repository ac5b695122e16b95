using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Failures;

/// <summary>How many may die at once, by what an answer had promised.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task What_all_hold_survives_the_crash_of_all_nodes_but_one()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("cart", "apple", CommitLevel.All);

        await cluster.CrashAsync(0, 1);

        Assert.Equal("apple", await cluster[2].ReadAsync(id, "cart"));
        await Eventually.HoldsAsync("the last one alone", () => cluster[2].Manager.Status.Members.Count == 1);
        Assert.True((await cluster[2].SetAsync(id, "cart", "pear", CommitLevel.All)).IsSatisfied);
    }

    [Fact]
    public async Task What_a_majority_holds_survives_the_crash_of_fewer_than_half()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3);
        var id = await cluster[0].CreateAsync("cart", "0");

        // The third is cut off, so that two of three is all there is; then the writer dies.
        await cluster.PartitionAsync([2], [0, 1]);
        Assert.True((await cluster[0].SetAsync(id, "cart", "1", CommitLevel.Majority)).IsSatisfied);
        await cluster.CrashAsync(0);
        cluster.Network.Heal();

        await cluster[1].SeesAsync(id, "cart", "1");
        await cluster[2].SeesAsync(id, "cart", "1");
    }

    [Fact]
    public async Task What_nobody_else_has_dies_with_its_node()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2);
        var id = await cluster[0].CreateAsync("cart", "0");
        cluster.Network.Partition([0], [1]);

        Assert.True((await cluster[0].SetAsync(id, "cart", "1", CommitLevel.None)).IsSatisfied);
        Assert.False((await cluster[0].SetAsync(id, "cart", "2", CommitLevel.One)).IsSatisfied);
        await cluster.CrashAsync(0);

        await Eventually.HoldsAsync("the other alone", () => cluster[1].Manager.Status.Members.Count == 1);
        Assert.Equal("0", await cluster[1].ReadAsync(id, "cart"));
    }

    [Fact]
    public async Task When_all_crash_all_sessions_are_gone_and_their_ids_unknown()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("cart", "apple", CommitLevel.All);

        await cluster.CrashAsync(0, 1);
        for (var index = 0; index < 2; index++) cluster.Start(index);
        await cluster.AllReadyAsync();

        foreach (var node in cluster.Running)
            Assert.Equal(new SessionLookup(null, null, IsCertain: true), await node.Manager.FindAsync(id));
    }
}
