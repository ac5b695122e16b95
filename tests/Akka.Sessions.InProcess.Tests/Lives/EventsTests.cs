using System.Collections.Concurrent;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Lives;

/// <summary>What those hear who listen to what happens to sessions.</summary>
public sealed class EventsTests
{
    [Fact]
    public async Task An_event_is_raised_once_for_the_cluster_where_it_happened()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var (here, there) = (Listen(cluster[0]), Listen(cluster[1]));

        var session = await LiveAsync(cluster);

        // The last is one of another id, so its place is open.
        string[] expected = ["AttributeChanged", "Created", "IdChanged", "Invalidated"];
        await Eventually.HoldsAsync("all four events on the first node", () => here.Count == 4);
        Assert.Equal(expected, here.Select(happened => happened.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(here, happened => Assert.True(happened.IsHere));
        Assert.Equal(SessionEndReason.Invalidated, await cluster[1].EndOfAsync(session));
        Assert.Empty(there);
    }

    [Fact]
    public async Task Everywhere_means_on_every_member_with_the_last_values()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.events = everywhere");
        var there = Listen(cluster[1]);

        await LiveAsync(cluster);

        await Eventually.HoldsAsync("all four events on the other node", () => there.Count == 4);
        Assert.All(there, happened => Assert.False(happened.IsHere));
        var ended = Assert.Single(there.OfType<SessionEvent.Invalidated>());
        Assert.Equal(["user"], ended.Last.Names);
        Assert.Single(there.OfType<SessionEvent.Created>());
        Assert.Single(there.OfType<SessionEvent.AttributeChanged>());
        Assert.Single(there.OfType<SessionEvent.IdChanged>());
    }

    // Begins, gets an attribute and another id, and is ended, all on the first node and applied by all. Returns the last id.
    private static async Task<SessionId> LiveAsync(SessionCluster cluster)
    {
        var session = cluster[0].Manager.Create();
        session.Set("user", SessionSteps.Bytes("ann"));
        await session.CommitAsync(CommitLevel.All);
        await session.RotateIdAsync();
        await session.InvalidateAsync(CommitLevel.All);
        return session.Id;
    }

    private static ConcurrentQueue<SessionEvent> Listen(ClusterNode node)
    {
        var heard = new ConcurrentQueue<SessionEvent>();
        node.Manager.Subscribe<SessionEvent>(happened =>
        {
            heard.Enqueue(happened);
            return ValueTask.CompletedTask;
        });
        return heard;
    }
}
