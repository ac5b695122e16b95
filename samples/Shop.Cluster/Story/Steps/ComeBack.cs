using System.Diagnostics;

namespace Shop.Cluster.Story.Steps;

internal sealed class ComeBack : IStep
{
    private const int Clients = 300;

    public string Promise => "node 1 starts again: it is ready only once it has all sessions, and serves the carts";

    public async Task<string> PlayAsync(Stage stage)
    {
        var first = stage.Nodes[0];
        var clients = Enumerable.Range(0, Clients).Select(_ => new ShopClient()).ToList();
        await Parallel.ForEachAsync(clients.Index(), async (client, _) =>
            await Stage.PutAsync(client.Item, stage.Nodes[1 + (client.Index % 2)], "eggs", 1 + client.Index));

        var held = await stage.SettledCountAsync();
        var since = Stopwatch.StartNew();
        stage.Cluster.Start(first);
        var asked = 0;
        await Stage.UntilAsync(async () =>
        {
            asked++;
            foreach (var other in stage.Nodes.Skip(1))
                Stage.Require(await stage.IsReadyAsync(other), $"{other.Name} is not ready while node 1 joins");
            return await stage.IsReadyAsync(first);
        }, "node 1 is ready again");
        var took = since.Elapsed;
        var here = await stage.CensusAsync(first);
        Stage.Require(here.Count == held, $"node 1 is ready with {here.Count} sessions while the others hold {held}");

        await Parallel.ForEachAsync(clients.Index(), async (client, _) =>
            await Stage.RequireCartAsync(client.Item, first, new CartItem("eggs", 1 + client.Index)));
        return $"not ready {asked - 1} times, ready with {here.Count} sessions after {took.TotalSeconds:0.0} s; {Clients} carts whole";
    }
}
