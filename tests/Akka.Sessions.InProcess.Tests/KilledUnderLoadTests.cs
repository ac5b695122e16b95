using System.Globalization;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests;

/// <summary>What was acknowledged at level One survives the crash of any one node.</summary>
public sealed class KilledUnderLoadTests
{
    private const int Clients = 200;
    private const int Articles = 20;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Every_write_acknowledged_at_level_one_is_in_every_cart_on_every_living_node(int victim, bool isDowned)
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var writes = 0;
        var isKilled = new TaskCompletionSource();

        var shopping = Enumerable.Range(0, Clients).Select(client => Task.Run(() => ShopAsync(cluster, client, OnWritten))).ToArray();
        await isKilled.Task;
        await (isDowned ? cluster.CrashAsync(victim) : cluster.VanishAsync(victim));
        var carts = await Task.WhenAll(shopping);

        foreach (var node in cluster.Running)
        {
            foreach (var cart in carts)
                await Eventually.HoldsAsync($"the cart of client {cart.Client} on {node.Id}", () => HasAllAsync(node, cart.Id));
        }

        void OnWritten()
        {
            if (Interlocked.Increment(ref writes) == Clients * Articles / 2) isKilled.SetResult();
        }
    }

    private static async Task<(int Client, SessionId Id)> ShopAsync(SessionCluster cluster, int client, Action onWritten)
    {
        SessionId? id = null;
        for (var article = 0; article < Articles; article++)
        {
            // Repeated on other nodes until one acknowledges it, as a client of a balancer does.
            for (var attempt = 0; ; attempt++)
            {
                var node = cluster.Running.ElementAtOrDefault((client + article + attempt) % cluster.Size) ?? cluster.Running.First();
                if (await TrySetAsync(node, id, $"article/{article}") is not { } written) continue;
                id = written;
                onWritten();
                break;
            }
        }

        return (client, id!.Value);
    }

    private static async Task<SessionId?> TrySetAsync(ClusterNode node, SessionId? id, string article)
    {
        try
        {
            var session = id is { } known ? (await node.Manager.FindAsync(known)).Session : node.Manager.Create();
            if (session is null) return null;
            session.Set(article, SessionSteps.Bytes("1"));
            return (await session.CommitAsync(CommitLevel.One)).IsSatisfied ? session.Id : null;
        }
        catch (InvalidOperationException)
        {
            // The node died under it.
            return null;
        }
    }

    private static async ValueTask<bool> HasAllAsync(ClusterNode node, SessionId id)
    {
        var found = await node.Manager.FindAsync(id);
        return found.Session is { } session
            && Enumerable.Range(0, Articles).All(article => session.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"article/{article}"), out _));
    }
}
