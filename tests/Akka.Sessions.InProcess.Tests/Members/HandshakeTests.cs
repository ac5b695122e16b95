using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Members;

/// <summary>Who does not fit is left out, and both sides say why.</summary>
public sealed class HandshakeTests
{
    [Fact]
    public async Task A_member_of_another_protocol_version_is_left_out_and_both_sides_say_why()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 1, size: 2);

        var stranger = cluster.Start(1, protocolVersion: 99);
        await Eventually.HoldsAsync("both sides say why", () => cluster.Running.All(node => node.Log.Says("session protocol")));

        // Left out of levels: All is reached without it, and it gets nothing.
        var id = await cluster[0].CreateAsync("user", "ann", CommitLevel.All);
        Assert.False(stranger.Sessions.Board.Sessions.TryGet(id, out _));
    }

    [Fact]
    public async Task Members_of_two_contexts_share_a_cluster_but_no_session()
    {
        await using var cluster = await SessionCluster.StartSomeAsync(started: 1, size: 2);

        var other = cluster.Start(1, "akka.sessions.context = other");
        await Eventually.HoldsAsync("both sides say why", () => cluster.Running.All(node => node.Log.Says("akka.sessions.context")));
        await Eventually.HoldsAsync("both ready", () => cluster.Running.All(node => node.IsReady));

        var id = await cluster[0].CreateAsync("user", "ann", CommitLevel.All);
        Assert.Null(await other.ReadAsync(id, "user"));
    }
}
