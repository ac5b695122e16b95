using Akka.Sessions.InProcess.Tests.Cluster;
using Akka.Sessions.Placement;

namespace Akka.Sessions.InProcess.Tests.Lives;

/// <summary>The exclusive use of a session, by whoever asks for it outside of requests too.</summary>
public sealed class LeaseTests
{
    private const string Haste = "akka.sessions.exclusive.timeout = 2 s";

    [Fact]
    public async Task One_holds_it_at_a_time_and_the_next_reads_what_that_one_committed()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("n", "0");

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => IncrementAsync(cluster[i % 3], id))));

        await cluster[1].SeesAsync(id, "n", "30");
    }

    [Fact]
    public async Task A_holder_that_is_unreachable_keeps_it_and_one_that_is_removed_does_not()
    {
        await using var cluster = await SessionCluster.StartAsync(3, Haste);
        var id = await HomedAtAsync(cluster, cluster[0]);
        var lease = await cluster[2].Manager.AcquireAsync(id);
        Assert.Equal(id, lease.Id);
        var dead = Akka.Actor.Address.Parse(cluster[2].Id.Address);
        await cluster.VanishAsync(2);
        await Eventually.HoldsAsync("the holder is missed", () => cluster[0].Manager.Status.Unreachable.Count == 1);

        Assert.Equal(LeaseRefusal.Timeout, await RefusalAsync(cluster[1], id));

        Akka.Cluster.Cluster.Get(cluster[0].System).Down(dead);
        await cluster.AllReadyAsync();
        using var next = await cluster[1].Manager.AcquireAsync(id);
    }

    [Fact]
    public async Task When_its_home_dies_the_holder_keeps_it_and_the_others_go_on_waiting()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await HomedAtAsync(cluster, cluster[2]);
        var held = await cluster[0].Manager.AcquireAsync(id);
        var waiting = cluster[1].Manager.AcquireAsync(id).AsTask();

        await cluster.CrashAsync(2);
        await cluster.AllReadyAsync();

        var late = cluster[1].Manager.AcquireAsync(id).AsTask();
        await Task.Delay(500);
        Assert.False(waiting.IsCompleted || late.IsCompleted);
        held.Dispose();
        (await waiting).Dispose();
        (await late).Dispose();
    }

    [Fact]
    public async Task Without_a_majority_it_is_refused_at_once_and_with_one_it_goes_on()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, Haste);
        var id = await HomedAtAsync(cluster, cluster[0]);
        await cluster.PartitionAsync([0, 1], [2]);

        Assert.Equal(LeaseRefusal.NoMajority, await RefusalAsync(cluster[2], id));
        using (await cluster[1].Manager.AcquireAsync(id)) Assert.Equal(LeaseRefusal.Timeout, await RefusalAsync(cluster[0], id));

        await cluster.HealAsync();
        using var after = await cluster[2].Manager.AcquireAsync(id);
    }

    private static async Task IncrementAsync(ClusterNode node, SessionId id)
    {
        using var lease = await node.Manager.AcquireAsync(id);
        var session = await node.OpenAsync(id);
        Assert.True(session.TryGetValue("n", out var value));
        var next = int.Parse(System.Text.Encoding.UTF8.GetString(value.Span), System.Globalization.CultureInfo.InvariantCulture) + 1;
        session.Set("n", SessionSteps.Bytes(next.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        lease.LastCommit = (await session.CommitAsync(CommitLevel.Majority)).Token;
    }

    private static async Task<SessionId> HomedAtAsync(SessionCluster cluster, ClusterNode home)
    {
        for (;;)
        {
            var id = SessionId.New();
            if (ExpiryMember.Of(id, home.Sessions.Board.Standing.View) != home.Id) continue;
            var session = cluster[0].Manager.Create(id);
            session.Set("n", SessionSteps.Bytes("0"));
            await session.CommitAsync(CommitLevel.All);
            return id;
        }
    }

    private static async Task<LeaseRefusal> RefusalAsync(ClusterNode node, SessionId id) =>
        (await Assert.ThrowsAsync<SessionNotLeasedException>(() => node.Manager.AcquireAsync(id).AsTask())).Reason;
}
