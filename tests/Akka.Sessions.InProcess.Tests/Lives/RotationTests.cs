using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Lives;

/// <summary>A new id, at login: the old one is dead, nothing is lost.</summary>
public sealed class RotationTests
{
    [Fact]
    public async Task After_a_change_of_id_the_old_one_is_dead_and_the_new_one_has_the_data_on_every_node()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var old = await cluster[0].CreateAsync("cart/apple", "3");

        var session = await cluster[1].OpenAsync(old);
        session.Set("user", SessionSteps.Bytes("ann"));
        Assert.True((await session.RotateIdAsync()).IsSatisfied);

        Assert.NotEqual(old, session.Id);
        foreach (var node in cluster.Running)
        {
            Assert.Equal(SessionEndReason.Moved, await node.EndOfAsync(old));
            Assert.Equal("3", await node.ReadAsync(session.Id, "cart/apple"));
            Assert.Equal("ann", await node.ReadAsync(session.Id, "user"));
        }
    }

    [Fact]
    public async Task New_ids_are_as_long_as_the_node_is_told()
    {
        await using var cluster = await SessionCluster.StartAsync(1, "akka.sessions.id-bits = 256");
        var session = cluster[0].Manager.Create();
        session.Set("user", [1]);
        await session.CommitAsync();
        Assert.Equal(43, session.Id.Value.Length);

        await session.RotateIdAsync();

        Assert.Equal(43, session.Id.Value.Length);
    }

    [Fact]
    public async Task What_was_begun_under_the_old_id_on_another_node_is_found_under_the_new_one()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var old = await cluster[0].CreateAsync("cart/apple", "3");
        var parallel = await cluster[2].OpenAsync(old);
        parallel.Set("cart/pear", SessionSteps.Bytes("1"));

        var session = await cluster[0].OpenAsync(old);
        await session.RotateIdAsync();
        await parallel.CommitAsync(CommitLevel.All);

        foreach (var node in cluster.Running) await node.SeesAsync(session.Id, "cart/pear", "1");
    }

    [Fact]
    public async Task Two_changes_of_id_at_once_lead_to_the_same_session_everywhere()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var old = await cluster[0].CreateAsync("cart/apple", "3");
        var one = await cluster[0].OpenAsync(old);
        var other = await cluster[1].OpenAsync(old);

        await Task.WhenAll(one.RotateIdAsync().AsTask(), other.RotateIdAsync().AsTask());

        await Eventually.HoldsAsync("one live session on every node", () => cluster.Running.All(node => node.Manager.Status.SessionCount == 1));
        var living = await cluster[2].EndOfAsync(one.Id) is null ? one.Id : other.Id;
        foreach (var node in cluster.Running) Assert.Equal("3", await node.ReadAsync(living, "cart/apple"));
    }

    [Fact]
    public async Task A_change_of_id_does_not_wait_for_a_node_that_is_unreachable()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var old = await cluster[0].CreateAsync("cart/apple", "3");
        await cluster.VanishAsync(2);
        await Eventually.HoldsAsync("node 2 unreachable", () => cluster.Running.All(node => node.Manager.Status.Unreachable.Count == 1));

        var session = await cluster[0].OpenAsync(old);
        var receipt = await session.RotateIdAsync();

        Assert.True(receipt.IsSatisfied);
        Assert.Equal("3", await cluster[1].ReadAsync(session.Id, "cart/apple"));
    }
}
