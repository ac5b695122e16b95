using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests;

/// <summary>What Tomcat's DeltaManager is known to lose, and is not lost here.</summary>
public sealed class TomcatDefectsTests
{
    // Tomcat: the pending change of the second request is overwritten by the delta of the first.
    [Fact]
    public async Task Concurrent_requests_on_two_nodes_keep_both_changes()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");
        var first = await cluster[0].OpenAsync(id);
        var second = await cluster[1].OpenAsync(id);
        first.Set("a", SessionSteps.Bytes("from first"));
        second.Set("b", SessionSteps.Bytes("from second"));

        await first.CommitAsync(CommitLevel.All);
        await second.CommitAsync(CommitLevel.All);

        foreach (var node in cluster.Running)
        {
            Assert.Equal("from first", await node.ReadAsync(id, "a"));
            Assert.Equal("from second", await node.ReadAsync(id, "b"));
        }
    }

    // Tomcat: two deltas that arrive in the other order leave the older value.
    [Fact]
    public async Task The_later_write_stays_wherever_the_two_arrive_first()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("counter", "0");

        // Each writer has seen the write before, so the last one is the latest; they come from different origins in any order.
        for (var i = 1; i <= 20; i++)
        {
            var writer = cluster[i % 3];
            await writer.SeesAsync(id, "counter", $"{i - 1}");
            await writer.SetAsync(id, "counter", $"{i}", CommitLevel.None);
        }

        foreach (var node in cluster.Running) await node.SeesAsync(id, "counter", "20");
    }

    // Tomcat: a delta for a session that is not there yet is dropped.
    [Fact]
    public async Task A_write_from_a_node_that_was_asked_before_the_creation_arrived_is_kept()
    {
        await using var cluster = await SessionCluster.StartAsync(3);

        for (var i = 0; i < 50; i++)
        {
            // Created at level None and written at once elsewhere: the third node may hear of the write first.
            var id = await cluster[0].CreateAsync("made", "here", CommitLevel.None);
            await cluster[1].SetAsync(id, "written", "there", CommitLevel.None);
            await cluster[2].SeesAsync(id, "made", "here");
            await cluster[2].SeesAsync(id, "written", "there");
        }
    }

    // Tomcat: nodes that start at the same moment wait for each other, time out, and begin empty.
    [Fact]
    public async Task Nodes_restarted_at_the_same_moment_have_all_sessions_of_the_one_that_stayed()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("user", "ann");
        await cluster.CrashAsync(1);
        await cluster.CrashAsync(2);

        cluster.Start(1);
        cluster.Start(2);
        await cluster.AllReadyAsync();

        foreach (var node in cluster.Running) Assert.Equal("ann", await node.ReadAsync(id, "user"));
    }
}
