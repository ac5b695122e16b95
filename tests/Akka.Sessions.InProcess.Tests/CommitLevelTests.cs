using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests;

/// <summary>What a receipt promises.</summary>
public sealed class CommitLevelTests
{
    [Theory]
    [InlineData(CommitLevel.One, 1)]
    [InlineData(CommitLevel.Majority, 1)]
    [InlineData(CommitLevel.All, 2)]
    public async Task A_receipt_names_the_members_that_show_the_write(CommitLevel level, int atLeast)
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var session = cluster[0].Manager.Create();
        session.Set("user", SessionSteps.Bytes("ann"));

        var receipt = await session.CommitAsync(level);

        Assert.True(receipt.IsSatisfied);
        Assert.True(receipt.Applied.Count >= atLeast, $"{receipt.Applied.Count} of {atLeast} members");
        foreach (var node in cluster.Running.Where(node => receipt.Applied.Contains(node.Id)))
            Assert.Equal("ann", await node.ReadAsync(session.Id, "user"));
    }

    [Fact]
    public async Task The_only_member_satisfies_level_one_alone_and_the_receipt_says_so()
    {
        await using var cluster = await SessionCluster.StartAsync(1);
        var session = cluster[0].Manager.Create();
        session.Set("user", SessionSteps.Bytes("ann"));

        var receipt = await session.CommitAsync(CommitLevel.One);

        Assert.True(receipt.IsSatisfied);
        Assert.Empty(receipt.Applied);
        Assert.Empty(receipt.Missing);
    }

    [Fact]
    public async Task Level_all_fails_while_a_member_is_unreachable_and_names_it()
    {
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions.commit-timeout = 1 h");
        var id = await cluster[0].CreateAsync("user", "ann");
        var dead = cluster[2].Id;
        await cluster.VanishAsync(2);
        await Eventually.HoldsAsync("node 2 unreachable", () => cluster.Running.All(node => node.Manager.Status.Unreachable.Contains(dead)));

        var all = await cluster[0].SetAsync(id, "user", "bob", CommitLevel.All);
        var majority = await cluster[0].SetAsync(id, "user", "bob", CommitLevel.Majority);

        Assert.False(all.IsSatisfied);
        Assert.Contains(dead, all.Missing);
        Assert.True(majority.IsSatisfied);
    }

    [Fact]
    public async Task A_new_session_is_refused_when_the_node_is_full_and_replicated_ones_are_not()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 1, size: 2);
        cluster.Start(1, "akka.sessions.max-active-sessions = 1");
        await cluster.AllReadyAsync();
        await cluster[0].CreateAsync("user", "ann");
        await cluster[0].CreateAsync("user", "bob");

        var session = cluster[1].Manager.Create();
        session.Set("user", SessionSteps.Bytes("eve"));

        var refused = await Assert.ThrowsAsync<TooManySessionsException>(async () => await session.CommitAsync());
        Assert.Contains("max-active-sessions", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, cluster[1].Manager.Status.SessionCount);
    }
}
