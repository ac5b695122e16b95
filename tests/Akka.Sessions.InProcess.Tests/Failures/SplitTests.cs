using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Failures;

/// <summary>A cluster cut in two, in which nobody is downed: both sides go on, and are one again afterwards.</summary>
public sealed class SplitTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task Both_sides_write_and_after_the_heal_all_have_everything()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3);
        var shared = await cluster[0].CreateAsync("cart", "apple");
        var over = await cluster[0].CreateAsync("user", "tom");
        await cluster.PartitionAsync([0], [1, 2]);

        await cluster[0].SetAsync(shared, "here", "1", CommitLevel.None);
        await cluster[1].SetAsync(shared, "there", "2", CommitLevel.None);
        await cluster[0].SetAsync(shared, "cart", "first", CommitLevel.None);
        await ClockMovesOnAsync();
        await cluster[1].SetAsync(shared, "cart", "second", CommitLevel.None);
        await cluster[0].SetAsync(over, "user", "still here", CommitLevel.None);
        await (await cluster[1].OpenAsync(over)).InvalidateAsync(CommitLevel.None);
        var alone = await cluster[0].CreateAsync("made", "alone", CommitLevel.None);
        var together = await cluster[2].CreateAsync("made", "together", CommitLevel.None);
        await cluster.HealAsync();

        foreach (var node in cluster.Running)
        {
            await node.SeesAsync(shared, "here", "1");
            await node.SeesAsync(shared, "there", "2");
            await node.SeesAsync(shared, "cart", "second");
            await node.SeesAsync(alone, "made", "alone");
            await node.SeesAsync(together, "made", "together");
            await Eventually.HoldsAsync("the end", async () => await node.EndOfAsync(over) == SessionEndReason.Invalidated);
        }
    }

    // Of two writes within one millisecond, on two sides of a split, either may be the later one.
    private static Task ClockMovesOnAsync()
    {
        var before = TimeProvider.System.GetUtcNow();
        return Eventually.HoldsAsync("the clock has moved on", () => TimeProvider.System.GetUtcNow() - before > TimeSpan.FromMilliseconds(2));
    }

    [Fact]
    public async Task Levels_count_the_other_side_and_fail_at_once_where_they_cannot_be_reached()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, "akka.sessions.commit-timeout = 1 h");
        var id = await cluster[0].CreateAsync("cart", "0");
        await cluster.PartitionAsync([0], [1, 2]);

        var alone = await LevelsReachedAsync(cluster[0], id);
        var together = await LevelsReachedAsync(cluster[1], id);

        Assert.Equal([CommitLevel.None], alone);
        Assert.Equal([CommitLevel.None, CommitLevel.One, CommitLevel.Majority], together);
    }

    [Fact]
    public async Task A_change_of_id_on_one_side_takes_along_what_the_other_side_wrote()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3);
        var old = await cluster[0].CreateAsync("cart", "apple");
        await cluster.PartitionAsync([0], [1, 2]);

        var login = await cluster[0].OpenAsync(old);
        Assert.True((await login.RotateIdAsync()).IsSatisfied);
        await cluster[1].SetAsync(old, "wish", "pear", CommitLevel.None);
        await cluster.HealAsync();

        foreach (var node in cluster.Running)
        {
            await node.SeesAsync(login.Id, "wish", "pear");
            await Eventually.HoldsAsync("the move", async () => await node.EndOfAsync(old) == SessionEndReason.Moved);
        }
    }

    [Fact]
    public async Task Expiry_waits_for_the_other_side_at_most_one_further_timeout()
    {
        var clock = new ShiftedTime();
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, "akka.sessions.idle-timeout = 20 m", clock);
        var id = await cluster[0].CreateAsync("user", "ann");
        var brief = await cluster[0].OpenAsync(await cluster[0].CreateAsync("user", "bob"));
        brief.IdleTimeout = Timeout / 4;
        await brief.CommitAsync(CommitLevel.All);
        await cluster.PartitionAsync([0], [1, 2]);

        // Over for one, and twice over for the other: only that one may end without asking everybody.
        clock.Pass(1.5 * Timeout);
        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the brief one expired", async () => await node.EndOfAsync(brief.Id) == SessionEndReason.Expired);
        Assert.All(cluster.Running, node => Assert.Equal(1, node.Manager.Status.SessionCount));

        clock.Pass(Timeout);
        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the session expired", async () => await node.EndOfAsync(id) == SessionEndReason.Expired);
    }

    [Fact]
    public async Task A_session_that_is_over_during_a_short_split_ends_once_after_it()
    {
        var clock = new ShiftedTime();
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, "akka.sessions.idle-timeout = 20 m", clock);
        var id = await cluster[0].CreateAsync("user", "ann");
        var used = await cluster[0].CreateAsync("user", "bob");
        await cluster.PartitionAsync([0], [1, 2]);

        clock.Pass(0.75 * Timeout);
        (await cluster[0].OpenAsync(used)).Touch();
        clock.Pass(0.75 * Timeout);
        await cluster.HealAsync();

        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the session expired", async () => await node.EndOfAsync(id) == SessionEndReason.Expired);
        Assert.Equal(1, cluster.Running.Sum(node => node.Manager.Statistics.Expired));
        foreach (var node in cluster.Running) Assert.Equal("bob", await node.ReadAsync(used, "user"));
    }

    [Fact]
    public async Task A_session_used_on_one_side_ends_for_both_when_the_other_has_given_it_up()
    {
        var clock = new ShiftedTime();
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, "akka.sessions.idle-timeout = 20 m", clock);
        var id = await cluster[0].CreateAsync("user", "ann");
        await cluster.PartitionAsync([0], [1]);

        for (var times = 0; times < 3; times++)
        {
            clock.Pass(0.75 * Timeout);
            var request = await cluster[0].OpenAsync(id);
            request.Touch();
            request.Set("times", SessionSteps.Bytes($"{times}"));
            await request.CommitAsync(CommitLevel.None);
        }

        await Eventually.HoldsAsync("given up", async () => await cluster[1].EndOfAsync(id) == SessionEndReason.Expired);
        Assert.Equal("2", await cluster[0].ReadAsync(id, "times"));
        await cluster.HealAsync();

        await Eventually.HoldsAsync("the end", async () => await cluster[0].EndOfAsync(id) == SessionEndReason.Expired);
    }

    private static async Task<List<CommitLevel>> LevelsReachedAsync(ClusterNode node, SessionId id)
    {
        var reached = new List<CommitLevel>();
        foreach (var level in Enum.GetValues<CommitLevel>())
        {
            if ((await node.SetAsync(id, "cart", $"{level}", level)).IsSatisfied) reached.Add(level);
        }

        return reached;
    }
}
