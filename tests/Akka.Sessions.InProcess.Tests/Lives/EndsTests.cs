using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Lives;

/// <summary>What ended is gone everywhere, and stays gone.</summary>
public sealed class EndsTests
{
    [Fact]
    public async Task An_invalidated_session_is_gone_everywhere_and_a_late_write_does_not_bring_it_back()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("user", "ann");
        var late = await cluster[2].OpenAsync(id);

        var session = await cluster[1].OpenAsync(id);
        Assert.True((await session.InvalidateAsync(CommitLevel.All)).IsSatisfied);

        late.Set("user", SessionSteps.Bytes("eve"));
        var refused = await Assert.ThrowsAsync<SessionEndedException>(async () => await late.CommitAsync());
        Assert.Equal(SessionEndReason.Invalidated, refused.Reason);
        foreach (var node in cluster.Running) Assert.Equal(SessionEndReason.Invalidated, await node.EndOfAsync(id));
    }

    [Fact]
    public async Task An_idle_session_expires_everywhere_and_one_in_use_does_not()
    {
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions { idle-timeout = 2 s, access-interval = 100 ms }");
        var idle = await cluster[0].CreateAsync("user", "ann");
        var busy = await cluster[0].CreateAsync("user", "bob");

        foreach (var node in cluster.Running)
        {
            await Eventually.HoldsAsync("the idle session expired", async () =>
            {
                (await cluster[1].OpenAsync(busy)).Touch();
                return await node.EndOfAsync(idle) == SessionEndReason.Expired;
            });
        }

        await Eventually.HoldsAsync("one session left on each", () => cluster.Running.All(node => node.Manager.Status.SessionCount == 1));
        foreach (var node in cluster.Running) Assert.Equal("bob", await node.ReadAsync(busy, "user"));
    }

    [Fact]
    public async Task A_session_given_a_shorter_idle_timeout_expires_by_that_one()
    {
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions { idle-timeout = 20 m, access-interval = 100 ms }");
        var id = await cluster[0].CreateAsync("user", "ann");
        var session = await cluster[1].OpenAsync(id);
        session.IdleTimeout = TimeSpan.FromSeconds(1);
        await session.CommitAsync(CommitLevel.All);

        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the session expired", async () => await node.EndOfAsync(id) == SessionEndReason.Expired);
    }

    [Fact]
    public async Task What_ended_is_still_gone_on_a_node_that_joins_later()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 2, size: 3);
        var id = await cluster[0].CreateAsync("user", "ann");
        await (await cluster[0].OpenAsync(id)).InvalidateAsync(CommitLevel.All);

        cluster.Start(2);
        await cluster.AllReadyAsync();

        Assert.Equal(SessionEndReason.Invalidated, await cluster[2].EndOfAsync(id));
    }

    [Fact]
    public async Task Ended_sessions_are_forgotten_when_everyone_knows_and_their_retention_is_over()
    {
        await using var cluster = await SessionCluster.StartAsync(
            2, "akka.sessions { tombstone-retention = 500 ms, transfer.page-timeout = 100 ms }");
        var id = await cluster[0].CreateAsync("user", "ann");
        await (await cluster[0].OpenAsync(id)).InvalidateAsync(CommitLevel.All);

        await Eventually.HoldsAsync(
            "the tombstone gone on both", () => cluster.Running.All(node => !node.Sessions.Board.Sessions.TryGet(id, out _)));
        Assert.Null(await cluster[1].EndOfAsync(id));
    }
}
