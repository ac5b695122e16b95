using System.Diagnostics;
using Akka.Sessions.InProcess.Tests.Cluster;
using Akka.Sessions.Placement;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.InProcess.Tests.Lives;

/// <summary>Idle sessions end once, by a vote of all members, and never while one of them uses them.</summary>
public sealed class ExpiryTests
{
    [Fact]
    public async Task An_idle_session_is_ended_by_one_member_for_all()
    {
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions { idle-timeout = 1 s, access-interval = 100 ms }");
        for (var i = 0; i < 40; i++) await cluster[i % 3].CreateAsync("user", "ann");

        await Eventually.HoldsAsync("no session left on any", () => cluster.Running.All(node => node.Manager.Status.SessionCount == 0));

        Assert.Equal(40, cluster.Running.Sum(node => node.Sessions.Board.Sessions.ExpiredCount));
        Assert.All(cluster.Running, node => Assert.NotEqual(0, node.Sessions.Board.Sessions.ExpiredCount));
    }

    [Fact]
    public async Task A_session_in_use_on_one_node_lives_though_the_others_are_told_of_no_access()
    {
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions { idle-timeout = 3 s, access-interval = 1 h }");
        SessionId[] busy = [await cluster[0].CreateAsync("user", "ann"), await cluster[0].CreateAsync("user", "bob"), await cluster[0].CreateAsync("user", "eve")];

        for (var times = 0; times < 3; times++)
        {
            var idle = await cluster[0].CreateAsync("user", "tom");
            await Eventually.HoldsAsync("another session came and went", async () =>
            {
                foreach (var id in busy) (await cluster[1].OpenAsync(id)).Touch();
                return await cluster[2].EndOfAsync(idle) == SessionEndReason.Expired;
            });
        }

        await Eventually.HoldsAsync("the sessions expired when they were left alone", async () =>
            await cluster[2].EndOfAsync(busy[0]) == SessionEndReason.Expired);
    }

    [Fact]
    public async Task When_the_member_that_would_end_it_dies_another_does()
    {
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions { idle-timeout = 2 s, access-interval = 100 ms }");
        var id = await cluster[0].CreateAsync("user", "ann");
        var chosen = ExpiryMember.Of(id, cluster[0].Sessions.Board.Standing.View);

        await cluster.CrashAsync(Enumerable.Range(0, 3).Single(i => cluster[i].Id == chosen));

        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the session expired", async () => await node.EndOfAsync(id) == SessionEndReason.Expired);
        Assert.Equal(1, cluster.Running.Sum(node => node.Sessions.Board.Sessions.ExpiredCount));
    }

    [Fact]
    public async Task While_a_member_is_unreachable_expiry_waits_for_one_further_timeout()
    {
        await using var cluster = await SessionCluster.StartAsync(
            3, """
            akka.sessions { idle-timeout = 3 s, access-interval = 100 ms }
            akka.cluster.failure-detector { acceptable-heartbeat-pause = 1 s, expected-response-after = 500 ms }
            """);
        await cluster.VanishAsync(2);
        await Eventually.HoldsAsync("the dead node is unreachable", () => cluster.Running.All(node => node.Manager.Status.Unreachable.Count == 1));
        var created = Stopwatch.GetTimestamp();
        var id = await cluster[0].CreateAsync("user", "ann", CommitLevel.One);

        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the session expired", async () => await node.EndOfAsync(id) == SessionEndReason.Expired);

        Assert.True(Stopwatch.GetElapsedTime(created) >= TimeSpan.FromSeconds(6), "The vote has waited as long again as the session may be idle.");
    }

    [Fact]
    public async Task A_session_ends_at_its_absolute_timeout_however_busy_it_is()
    {
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions { idle-timeout = 20 m, access-interval = 100 ms }");
        var id = await cluster[0].CreateAsync("user", "ann");
        var session = await cluster[1].OpenAsync(id);
        session.AbsoluteTimeout = TimeSpan.FromSeconds(2);
        await session.CommitAsync(CommitLevel.All);

        Assert.Equal(TimeSpan.FromSeconds(2), (await cluster[2].OpenAsync(id)).AbsoluteTimeout);
        foreach (var node in cluster.Running)
        {
            await Eventually.HoldsAsync("the session expired", async () =>
            {
                var found = await node.Manager.FindAsync(id);
                found.Session?.Touch();
                return found.EndReason == SessionEndReason.Expired;
            });
        }

        Assert.Equal(1, cluster.Running.Sum(node => node.Sessions.Board.Sessions.ExpiredCount));
    }

    [Fact]
    public async Task A_request_for_a_session_that_is_over_has_it_ended_before_it_is_looked_at()
    {
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions { idle-timeout = 1 s, expiry-interval = 1 h }");
        var id = await cluster[0].CreateAsync("user", "ann");

        await Eventually.HoldsAsync("the session expired", async () => await cluster[1].EndOfAsync(id) == SessionEndReason.Expired);

        Assert.Equal(1, cluster[1].Sessions.Board.Sessions.ExpiredCount);
        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the end is known", () => node.Manager.Status.SessionCount == 0);
    }

    [Fact]
    public async Task A_clock_that_jumps_ends_no_session()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 2, size: 3);
        var clock = new ShiftedTime();
        cluster.Start(2, clock: clock);
        await cluster.AllReadyAsync();
        var id = await cluster[2].CreateAsync("user", "ann");
        var limited = await cluster[0].OpenAsync(id);
        limited.AbsoluteTimeout = TimeSpan.FromHours(8);
        await limited.CommitAsync(CommitLevel.All);
        var brief = await cluster[0].OpenAsync(await cluster[0].CreateAsync("user", "bob"));
        brief.IdleTimeout = TimeSpan.FromSeconds(1);

        clock.Shift(TimeSpan.FromHours(10));
        await brief.CommitAsync(CommitLevel.All);

        await Eventually.HoldsAsync("the brief session expired", async () => await cluster[2].EndOfAsync(brief.Id) == SessionEndReason.Expired);
        foreach (var node in cluster.Running) Assert.Equal("ann", await node.ReadAsync(id, "user"));
    }

    [Fact]
    public async Task A_session_is_as_idle_on_a_node_that_joins_as_it_was_before()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 1, size: 2);
        var id = await cluster[0].CreateAsync("user", "ann");
        await Eventually.HoldsAsync("the session is idle for a while", () => IdleOn(cluster[0], id) > TimeSpan.FromSeconds(2));
        var before = IdleOn(cluster[0], id);

        cluster.Start(1);
        await cluster.AllReadyAsync();

        Assert.True(IdleOn(cluster[1], id) > before, "What the joiner was told counts.");
    }

    private static TimeSpan IdleOn(ClusterNode node, SessionId id) =>
        node.Sessions.Board.Sessions.TryGet(id, out var handle)
            ? handle.AgeAt(node.Sessions.Clock.GetMoment(), node.Sessions.Settings.IdleTimeout).Idle
            : TimeSpan.Zero;
}
