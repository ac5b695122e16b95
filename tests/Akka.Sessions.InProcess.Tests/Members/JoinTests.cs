using System.Security.Cryptography;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Members;

/// <summary>A node that comes late gets everything, whatever its size and whatever happens meanwhile.</summary>
public sealed class JoinTests
{
    [Fact]
    public async Task A_late_node_gets_big_and_small_sessions_before_it_is_ready()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 1, size: 2);
        var small = await cluster[0].CreateAsync("name", "small");
        var big = cluster[0].Manager.Create();
        var value = RandomNumberGenerator.GetBytes(300 * 1024);
        big.Set("big", value);
        await big.CommitAsync();

        var late = cluster.Start(1);
        await Eventually.HoldsAsync("the late node ready", () => late.IsReady);

        Assert.Equal("small", await late.ReadAsync(small, "name"));
        Assert.True((await late.OpenAsync(big.Id)).TryGetValue("big", out var arrived));
        Assert.True(arrived.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task An_attribute_of_one_mebibyte_replicates()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var session = cluster[0].Manager.Create();
        var value = RandomNumberGenerator.GetBytes(1024 * 1024);
        session.Set("big", value);

        Assert.True((await session.CommitAsync(CommitLevel.All)).IsSatisfied);

        Assert.True((await cluster[1].OpenAsync(session.Id)).TryGetValue("big", out var arrived));
        Assert.True(arrived.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task A_node_that_joins_while_others_write_misses_nothing()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 2, size: 3);
        using var joined = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteUntilAsync(cluster, writer, joined.Token))).ToArray();

        var late = cluster.Start(2);
        await Eventually.HoldsAsync("the late node ready", () => late.IsReady);
        await joined.CancelAsync();
        var written = (await Task.WhenAll(writers)).SelectMany(sessions => sessions).ToArray();

        foreach (var (id, last) in written) await late.SeesAsync(id, "last", last);
    }

    [Fact]
    public async Task Nodes_that_serve_stay_ready_while_another_joins()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 2, size: 3);
        await cluster.AllReadyAsync();

        var late = cluster.Start(2);
        await Eventually.HoldsAsync("the late node ready", () => late.IsReady);

        Assert.False(cluster[0].Log.Says("Ready: False"));
        Assert.False(cluster[1].Log.Says("Ready: False"));
    }

    [Fact]
    public async Task Nodes_that_start_together_with_writes_at_once_agree()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 0, size: 3);
        for (var index = 0; index < 3; index++) cluster.Start(index);

        // As early as can be: none of them has met the others yet.
        var ids = await Task.WhenAll(cluster.Running.Select((node, index) => node.CreateAsync("from", $"{index}", CommitLevel.None)));
        await cluster.AllReadyAsync();

        foreach (var node in cluster.Running)
        {
            for (var index = 0; index < 3; index++) await node.SeesAsync(ids[index], "from", $"{index}");
        }
    }

    [Fact]
    public async Task A_node_that_joins_while_a_donor_is_killed_gets_everything_from_the_other()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 2, size: 3);
        var value = new string('x', 30_000);
        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => cluster[0].CreateAsync("value", value, CommitLevel.All)));

        var late = cluster.Start(2);
        await Eventually.HoldsAsync("the transfer begun", () => late.Log.Says("Asking for all sessions in 8 shares"));
        await cluster.CrashAsync(1);
        await Eventually.HoldsAsync("the late node ready", () => late.IsReady);

        Assert.True(late.Log.Says("All sessions are here: 8 shares"));
        Assert.Equal(ids.Length, late.Manager.Status.SessionCount);
        foreach (var id in ids) Assert.Equal(value, await late.ReadAsync(id, "value"));
    }

    [Fact]
    public async Task Several_nodes_that_join_at_once_get_everything()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 1, size: 4);
        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => cluster[0].CreateAsync("number", $"{number}", CommitLevel.None)));

        for (var index = 1; index < 4; index++) cluster.Start(index);
        await cluster.AllReadyAsync();

        Assert.All(cluster.Running, node => Assert.Equal(ids.Length, node.Manager.Status.SessionCount));
    }

    private static async Task<List<(SessionId Id, string Last)>> WriteUntilAsync(SessionCluster cluster, int writer, CancellationToken enough)
    {
        var written = new List<(SessionId, string)>();
        for (var round = 0; !enough.IsCancellationRequested; round++)
        {
            var node = cluster[(writer + round) % 2];
            var id = await node.CreateAsync("last", "0", CommitLevel.None);
            await node.SetAsync(id, "last", $"{writer}.{round}", CommitLevel.One);
            written.Add((id, $"{writer}.{round}"));
        }

        return written;
    }
}
