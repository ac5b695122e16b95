namespace Shop.Cluster.Story.Steps;

internal sealed class RollingRestart : IStep
{
    private const int Clients = 24;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public string Promise => "all three nodes restarted one after another under load: no write that was answered is lost";

    public async Task<string> PlayAsync(Stage stage)
    {
        await using var balancer = new ReadyNodes(stage);
        var shoppers = Enumerable.Range(0, Clients).Select(index => new Shopper(balancer, index, Pause)).ToList();
        using var closing = new CancellationTokenSource();
        var shopping = shoppers.Select(shopper => shopper.ShopAsync(closing.Token)).ToList();
        foreach (var node in stage.Nodes)
        {
            // Each restart meets carts that were changed since the one before.
            var before = shoppers.Select(shopper => shopper.Answered).ToList();
            await Stage.UntilAsync(
                () => Task.FromResult(shoppers.Zip(before).All(pair => pair.First.Answered >= pair.Second + 20)),
                $"every shopper got 20 more answers before {node.Name} stops");
            await Stage.StopAsync(node);
            await stage.RestartAsync(node);
        }

        await closing.CancelAsync();
        await Task.WhenAll(shopping);
        foreach (var node in stage.Nodes)
        {
            foreach (var shopper in shoppers) await Stage.RequireCartAsync(shopper.Client, node, shopper.Expected);
        }

        var (answered, failed) = (shoppers.Sum(shopper => shopper.Answered), shoppers.Sum(shopper => shopper.Failures.Count));
        return $"{answered} requests answered 200, {failed} repeated elsewhere; "
            + $"{Clients} carts whole on 3 nodes, each of which has begun anew";
    }
}
