using System.Collections.Concurrent;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Failures;

/// <summary>A new release comes in: every node is stopped and started again, one after another, while clients go on.</summary>
public sealed class RollingRestartTests
{
    private const int Clients = 8;

    [Fact]
    public async Task All_nodes_restarted_one_after_another_under_load_lose_no_write()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var quiet = new List<SessionId>();
        for (var i = 0; i < 100; i++) quiet.Add(await cluster[i % 3].CreateAsync("number", $"{i}", CommitLevel.One));
        var busy = new List<SessionId>();
        for (var client = 0; client < Clients; client++) busy.Add(await cluster[client % 3].CreateAsync("last", "0", CommitLevel.One));
        using var enough = new CancellationTokenSource();
        var down = new ConcurrentDictionary<int, bool>();
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => WriteAsync(client))).ToArray();

        for (var index = 0; index < 3; index++)
        {
            // The balancer sends nothing to a node that is not ready.
            down[index] = true;
            await cluster.RestartAsync(index);
            down.Clear();
        }

        await enough.CancelAsync();
        var written = await Task.WhenAll(clients);

        foreach (var node in cluster.Running)
        {
            foreach (var (id, last) in written) await node.SeesAsync(id, "last", $"{last}");
            for (var i = 0; i < quiet.Count; i++) Assert.Equal($"{i}", await node.ReadAsync(quiet[i], "number"));
        }

        async Task<(SessionId Id, int Last)> WriteAsync(int client)
        {
            var last = 0;
            SessionToken[] tokens = [];
            while (!enough.IsCancellationRequested) tokens = await WriteOnceAsync(client, busy[client], ++last, tokens);
            return (busy[client], last);
        }

        // Repeated on another node until one acknowledges it, as a browser behind a balancer does; and like a browser it brings the tokens of
        // what it wrote before, without which two writes of one millisecond on two nodes have no order.
        async Task<SessionToken[]> WriteOnceAsync(int client, SessionId id, int number, SessionToken[] tokens)
        {
            for (var attempt = 0; ; attempt++)
            {
                var index = (client + number + attempt) % 3;
                if (!down.ContainsKey(index) && await TrySetAsync(cluster, index, id, number, tokens) is { } receipt)
                {
                    if (receipt.IsSatisfied) return [receipt.Token!.Value];
                    if (receipt.Token is { } missed) tokens = [.. tokens, missed];
                }

                await Task.Yield();
            }
        }
    }

    private static async Task<CommitReceipt?> TrySetAsync(SessionCluster cluster, int index, SessionId id, int number, SessionToken[] tokens)
    {
        try
        {
            return await cluster[index].SetAsync(id, "last", $"{number}", CommitLevel.One, tokens);
        }
        catch (InvalidOperationException)
        {
            // The node has left under it.
            return null;
        }
    }
}
