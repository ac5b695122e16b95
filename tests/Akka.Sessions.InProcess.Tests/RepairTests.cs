using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests;

/// <summary>Batches that are lost on the way arrive all the same. A node is made deaf by taking its manager off the topic.</summary>
public sealed class RepairTests
{
    [Fact]
    public async Task A_deaf_node_learns_from_announcements_what_it_missed()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        await DeafenAsync(cluster[1]);

        var id = await cluster[0].CreateAsync("cart/apple", "3", CommitLevel.None);

        await Eventually.HoldsAsync("the session on the deaf node", () => cluster[1].Sessions.Board.Sessions.TryGet(id, out _));
        await cluster[1].SeesAsync(id, "cart/apple", "3");
    }

    [Fact]
    public async Task A_commit_at_level_all_is_acknowledged_by_a_deaf_node_once_it_is_repaired()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.commit-timeout = 30 s");
        await DeafenAsync(cluster[1]);

        var id = await cluster[0].CreateAsync("cart/apple", "3", CommitLevel.All);

        Assert.Equal("3", await cluster[1].ReadAsync(id, "cart/apple"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_only_one_node_has_of_a_dead_one_reaches_the_others(bool isDowned)
    {
        // Announcements are slow, so that the deaf node knows nothing when the origin dies.
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions.replication.announce-interval = 2 s");
        await DeafenAsync(cluster[2]);

        var id = await cluster[0].CreateAsync("cart/apple", "3", CommitLevel.One);
        await (isDowned ? cluster.CrashAsync(0) : cluster.VanishAsync(0));

        await Eventually.HoldsAsync("the session on the deaf node", () => cluster[2].Sessions.Board.Sessions.TryGet(id, out _));
        await cluster[2].SeesAsync(id, "cart/apple", "3");
    }

    [Fact]
    public async Task A_request_that_has_seen_a_newer_write_waits_for_it()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.replication.announce-interval = 10 s");
        var id = await cluster[0].CreateAsync("cart/apple", "3");
        await DeafenAsync(cluster[1]);

        var receipt = await cluster[0].SetAsync(id, "cart/apple", "4", CommitLevel.None);
        Assert.Equal("3", await cluster[1].ReadAsync(id, "cart/apple"));

        var session = await cluster[1].OpenAsync(id, receipt.Token!.Value);
        Assert.True(session.TryGetValue("cart/apple", out var value));
        Assert.Equal("4", System.Text.Encoding.UTF8.GetString(value.Span));
    }

    [Fact]
    public async Task A_node_that_missed_more_than_is_kept_finds_what_differs_and_takes_nothing_anew()
    {
        await using var cluster = await SessionCluster.StartAsync(
            2, "akka.sessions { commit-timeout = 30 s, replication { announce-interval = 2 s, retention = 1 MiB, batch-size = 4 KiB } }");
        var ended = await cluster[0].CreateAsync("name", "ends while nobody hears it");
        await DeafenAsync(cluster[1]);

        await (await cluster[0].OpenAsync(ended)).InvalidateAsync(CommitLevel.None);
        var ids = new List<SessionId>();
        for (var i = 0; i < 40; i++) ids.Add(await cluster[0].CreateAsync("filler", new string('x', 60_000), CommitLevel.None));

        await Eventually.HoldsAsync("all sessions on the deaf node", () => cluster[1].Manager.Status.SessionCount == ids.Count);
        await Eventually.HoldsAsync("the deaf node has skipped what is no longer kept", () => cluster[1].Log.Says("What was missing is here"));
        Assert.Equal(SessionEndReason.Invalidated, await cluster[1].EndOfAsync(ended));
        Assert.DoesNotContain(cluster[1].Log.Lines, line => line.Contains("Ready: False", StringComparison.Ordinal));
        Assert.Single(cluster[1].Log.Lines, line => line.Contains("All sessions are here", StringComparison.Ordinal));

        // Its cursor is where it should be: what comes is repaired and acknowledged as ever.
        var id = await cluster[0].CreateAsync("cart/apple", "3", CommitLevel.All);
        Assert.Equal("3", await cluster[1].ReadAsync(id, "cart/apple"));
    }

    [Fact]
    public async Task What_neither_batch_nor_repair_brings_is_found_by_comparing_now_and_then()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.replication.digest-interval = 200 ms");
        var both = await cluster[0].CreateAsync("cart/apple", "3");
        var (first, second) = (SessionId.New(), SessionId.New());

        cluster[0].MergeUnheard(first, "only", "here");
        cluster[1].MergeUnheard(second, "only", "there");
        cluster[0].MergeUnheard(both, "more", "here");

        // Not by asking for them: an id that is not here would be looked for.
        await Eventually.HoldsAsync("the session of one on the other", () => cluster[1].Sessions.Board.Sessions.TryGet(first, out _));
        await Eventually.HoldsAsync("the session of the other on the one", () => cluster[0].Sessions.Board.Sessions.TryGet(second, out _));
        await cluster[1].SeesAsync(first, "only", "here");
        await cluster[0].SeesAsync(second, "only", "there");
        await cluster[1].SeesAsync(both, "more", "here");
    }

    private static async Task DeafenAsync(ClusterNode node)
    {
        var mediator = DistributedPubSub.Get(node.System).Mediator;
        await mediator.Ask<UnsubscribeAck>(new Unsubscribe("sessions/default", node.Sessions.Actor));
    }
}
