using System.Diagnostics;
using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story;

/// <summary>What the steps have in common: the nodes, waiting for what must become true, and checking what must be true.</summary>
internal sealed class Stage(ShopCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly ShopClient _observer = new();

    public ShopCluster Cluster => cluster;

    public IReadOnlyList<ShopNode> Nodes => cluster.Nodes;

    public async Task<bool> IsReadyAsync(ShopNode node) => (await _observer.GetAsync(node, "/health/ready")).IsOk;

    /// <summary>How many sessions a node holds and how many members it sees. The question itself uses no session.</summary>
    public async Task<Census> CensusAsync(ShopNode node) => (await _observer.GetAsync(node, "/api/sessions/count")).Expect<Census>(node);

    /// <summary>Waits until all running nodes hold the same number of sessions, and returns it.</summary>
    public async Task<int> SettledCountAsync()
    {
        var counts = new List<int>();
        await UntilAsync(async () =>
        {
            counts.Clear();
            foreach (var node in cluster.Running) counts.Add((await CensusAsync(node)).Count);
            return counts.Distinct().Count() == 1;
        }, () => $"all nodes hold as many sessions; they hold {string.Join(", ", counts)}");
        return counts[0];
    }

    public async Task<TimeSpan> UntilReadyAsync(params IReadOnlyList<ShopNode> nodes)
    {
        var since = Stopwatch.StartNew();
        foreach (var node in nodes)
        {
            var answer = "";
            await UntilAsync(async () =>
            {
                if (!node.IsRunning) throw new BrokenPromiseException($"{node.Name} ended instead of getting ready");
                var reply = await _observer.GetAsync(node, "/health/ready");
                answer = reply.ToString();
                return reply.IsOk;
            }, () => $"{node.Name} is ready; it answers {answer}");
        }

        return since.Elapsed;
    }

    /// <summary>Waits for a condition; the story breaks when it does not come true.</summary>
    public static Task UntilAsync(Func<Task<bool>> condition, string what) => UntilAsync(condition, () => what);

    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            Require(since.Elapsed <= Patience, () => $"after {Patience.TotalSeconds} s it is still not so that {what()}");
            await Task.Delay(Pause);
        }
    }

    public async Task RestartAsync(ShopNode node)
    {
        cluster.Start(node);
        await UntilReadyAsync(node);
    }

    /// <summary>Stops a node as a deployment does, until it has ended.</summary>
    public static async Task StopAsync(ShopNode node)
    {
        node.AskToStop();
        var exitCode = await EndOfAsync(node);
        Require(exitCode == 0, $"{node.Name} ended with {exitCode}");
    }

    /// <summary>The exit code of a node that has been asked to stop.</summary>
    public static async Task<int> EndOfAsync(ShopNode node)
    {
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            return await node.ExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new BrokenPromiseException($"{node.Name} was asked to stop and did not end within {StopPatience.TotalSeconds} s");
        }
    }

    public static void Require(bool holds, string otherwise) => Require(holds, () => otherwise);

    private static void Require(bool holds, Func<string> otherwise)
    {
        if (!holds) throw new BrokenPromiseException(otherwise());
    }

    /// <summary>Requires that a client's cart on a node has exactly these articles.</summary>
    public static async Task RequireCartAsync(ShopClient client, ShopNode node, params IReadOnlyList<CartItem> expected)
    {
        var cart = await client.CartAsync(node);
        Require(cart.Items.ToHashSet().SetEquals(expected), $"{node.Name} shows {cart} instead of {new Cart("", "", expected, 0)}");
    }

    public static async Task PutAsync(ShopClient client, ShopNode node, string sku, int quantity, string query = "")
    {
        var reply = await client.PutAsync(node, sku, quantity, query);
        Require(reply.IsOk, $"{node.Name} answered {reply} to {quantity} {sku}");
    }
}
