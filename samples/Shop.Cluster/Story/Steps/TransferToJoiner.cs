using System.Diagnostics;

namespace Shop.Cluster.Story.Steps;

internal sealed class TransferToJoiner : IStep
{
    private const int Sessions = 20_000;
    private const int AtOnce = 64;
    private const int Writers = 12;

    // One in so many clients is kept, to look at its cart afterwards.
    private const int KeptEvery = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public string Promise =>
        $"node 2 comes back to {Sessions} sessions while clients write: it is ready only once it has all of them";

    public async Task<string> PlayAsync(Stage stage)
    {
        var joiner = stage.Nodes[1];
        await Stage.StopAsync(joiner);
        var filling = Stopwatch.StartNew();
        var kept = await FillAsync(stage);
        var filled = filling.Elapsed;

        await using var balancer = new ReadyNodes(stage);
        var shoppers = Enumerable.Range(0, Writers).Select(index => new Shopper(balancer, index, Pause)).ToList();
        using var closing = new CancellationTokenSource();
        var shopping = shoppers.Select(shopper => shopper.ShopAsync(closing.Token)).ToList();
        await Stage.UntilAsync(() => Task.FromResult(shoppers.All(shopper => shopper.Answered >= 5)), "every shopper has a cart");
        var held = await stage.SettledCountAsync();
        Stage.Require(held >= Sessions + Writers, $"the nodes hold {held} sessions after {Sessions} were made");

        stage.Cluster.Start(joiner);
        await Stage.UntilAsync(
            async () => (await new ShopClient().GetAsync(joiner, "/health/ready")).Status is not null, $"{joiner.Name} answers");
        var (joining, before) = (Stopwatch.StartNew(), shoppers.Sum(shopper => shopper.Answered));
        await stage.UntilReadyAsync(joiner);
        var (took, meanwhile) = (joining.Elapsed, shoppers.Sum(shopper => shopper.Answered) - before);
        var here = await stage.CensusAsync(joiner);
        Stage.Require(here.Count == held, $"{joiner.Name} is ready with {here.Count} sessions while the others hold {held}");

        await closing.CancelAsync();
        await Task.WhenAll(shopping);
        foreach (var shopper in shoppers)
        {
            foreach (var node in stage.Nodes) await Stage.RequireCartAsync(shopper.Client, node, shopper.Expected);
        }

        foreach (var (client, expected) in kept) await Stage.RequireCartAsync(client, joiner, expected);
        return $"{Sessions} made in {filled.TotalSeconds:0.0} s; ready with {here.Count} sessions {took.TotalSeconds:0.0} s after its "
            + $"first answer, {meanwhile} requests answered meanwhile; {Writers} carts whole on every node, {kept.Count} others looked at";
    }

    private static async Task<List<(ShopClient Client, CartItem Expected)>> FillAsync(Stage stage)
    {
        var nodes = stage.Cluster.Running.ToList();
        var kept = Enumerable.Range(0, Sessions / KeptEvery).Select(_ => new ShopClient()).ToList();
        var many = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(Enumerable.Range(0, Sessions), many, async (index, _) =>
        {
            var client = index % KeptEvery == 0 ? kept[index / KeptEvery] : new();
            await Stage.PutAsync(client, nodes[index % nodes.Count], "honey", Quantity(index));
        });
        return [.. kept.Select((client, index) => (client, new CartItem("honey", Quantity(index * KeptEvery))))];
    }

    private static int Quantity(int index) => 1 + (index % 999);
}
