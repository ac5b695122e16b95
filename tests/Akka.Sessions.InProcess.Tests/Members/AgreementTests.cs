using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Members;

/// <summary>Nodes that are configured differently say so, and serve all the same.</summary>
public sealed class AgreementTests
{
    private const string Key = "akka.sessions.idle-timeout";

    [Fact]
    public async Task A_node_with_another_idle_timeout_is_seen_on_both_sides_until_it_leaves()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 1, size: 2, "akka.sessions.idle-timeout = 20 m");
        var one = cluster[0];

        var odd = cluster.Start(1, "akka.sessions.idle-timeout = 5 m");
        await cluster.AllReadyAsync();
        await Eventually.HoldsAsync("each sees the difference", () => cluster.Running.All(node => node.Manager.Status.Differences.Count == 1));

        Assert.Equal([new(Key, "00:20:00", odd.Id, "00:05:00")], one.Manager.Status.Differences);
        Assert.Equal([new(Key, "00:05:00", one.Id, "00:20:00")], odd.Manager.Status.Differences);
        Assert.Equal((1, 1), (one.Manager.Statistics.DifferingSettings, odd.Manager.Statistics.DifferingSettings));
        AssertSaysOnce(one, $"{Key} is 00:20:00 here and 00:05:00 on {odd.Id}");
        AssertSaysOnce(odd, $"{Key} is 00:05:00 here and 00:20:00 on {one.Id}");
        var id = await one.CreateAsync("user", "ann", CommitLevel.All);
        Assert.Equal("ann", await odd.ReadAsync(id, "user"));

        await cluster.LeaveAsync(1);
        await Eventually.HoldsAsync("the difference went with it", () => one.Manager.Status.Differences.Count == 0);
        Assert.Equal(0, one.Manager.Statistics.DifferingSettings);
    }

    private static void AssertSaysOnce(ClusterNode node, string difference) =>
        Assert.Single(node.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(difference, StringComparison.Ordinal));
}
