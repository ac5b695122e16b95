using System.Diagnostics;
using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story.Steps;

/// <summary>
/// The promise that matters: what was answered 200 is there. Each client changes nodes with every request, so nearly every write meets a
/// node that has not written that session before, and in the middle one of the nodes dies.
/// </summary>
internal sealed class ManyClients : IStep
{
    private const int Clients = 200;
    private const int ArticlesEach = 20;
    private const int MostTries = 60;

    private static readonly TimeSpan PauseAfterAllRefused = TimeSpan.FromMilliseconds(100);

    private int _answered;
    private int _repeated;
    private long _slowestTicks;

    public string Promise =>
        $"{Clients} clients × {ArticlesEach} articles through changing nodes, one killed in the middle: what was answered 200 is there";

    public async Task<string> PlayAsync(Stage stage)
    {
        var victim = stage.Nodes[1];
        var since = Stopwatch.StartNew();
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(index => ShopAsync(stage.Nodes, victim, index)));
        var took = since.Elapsed;
        Stage.Require(!victim.IsRunning, $"{victim.Name} was not killed");

        var carts = await CheckAsync(clients, [.. stage.Cluster.Running]);
        await stage.RestartAsync(victim);
        carts += await CheckAsync(clients, [victim]);
        return $"{_answered} articles answered 200 in {took.TotalSeconds:0.0} s, {_repeated} requests repeated elsewhere, slowest answer "
            + $"{TimeSpan.FromTicks(_slowestTicks).TotalMilliseconds:0} ms, 0 articles missing in {carts} carts";
    }

    private async Task<(ShopClient Client, List<CartItem> Answered)> ShopAsync(IReadOnlyList<ShopNode> nodes, ShopNode victim, int index)
    {
        var client = new ShopClient();
        var answered = new List<CartItem>();
        for (var turn = 0; turn < ArticlesEach; turn++)
        {
            var item = new CartItem(Articles.All[(index + turn) % Articles.All.Count], 1 + (((index * ArticlesEach) + turn) % 999));
            await PutSomewhereAsync(client, nodes, index + turn, item);
            answered.Add(item);
            if (Interlocked.Increment(ref _answered) == Clients * ArticlesEach / 2) victim.Kill();
        }

        return (client, answered);
    }

    private async Task PutSomewhereAsync(ShopClient client, IReadOnlyList<ShopNode> nodes, int first, CartItem item)
    {
        var last = "";
        for (var tries = 0; tries < MostTries; tries++)
        {
            var node = nodes[(first + tries) % nodes.Count];
            var since = Stopwatch.StartNew();
            var reply = await client.PutAsync(node, item.Sku, item.Quantity);
            if (reply.IsOk)
            {
                KeepSlowest(since.Elapsed);
                return;
            }

            last = $"{node.Name} answered {reply}";
            Interlocked.Increment(ref _repeated);
            if (tries % nodes.Count == nodes.Count - 1) await Task.Delay(PauseAfterAllRefused);
        }

        throw new BrokenPromiseException($"{item.Quantity} {item.Sku} was refused {MostTries} times; in the end {last}");
    }

    private static async Task<int> CheckAsync((ShopClient Client, List<CartItem> Answered)[] clients, IReadOnlyList<ShopNode> nodes)
    {
        foreach (var node in nodes)
        {
            await Parallel.ForEachAsync(clients, async (client, _) => await Stage.RequireCartAsync(client.Client, node, client.Answered));
        }

        return clients.Length * nodes.Count;
    }

    private void KeepSlowest(TimeSpan elapsed)
    {
        var seen = Interlocked.Read(ref _slowestTicks);
        while (elapsed.Ticks > seen)
        {
            var before = Interlocked.CompareExchange(ref _slowestTicks, elapsed.Ticks, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
