using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story.Steps;

/// <summary>What a rolling deployment relies on: no node that says it is ready refuses a request.</summary>
internal sealed class StopGracefully : IStep
{
    private const int Clients = 12;

    public string Promise =>
        "a node stopped gracefully drains, leaves and closes its port: clients that choose ready nodes see not one failed request";

    public async Task<string> PlayAsync(Stage stage)
    {
        var leaving = stage.Nodes[2];
        await using var balancer = new ReadyNodes(stage);
        var shoppers = Enumerable.Range(0, Clients).Select(index => new Shopper(balancer, index)).ToList();
        using var closing = new CancellationTokenSource();
        var shopping = shoppers.Select(shopper => shopper.ShopAsync(closing.Token)).ToList();
        await Stage.UntilAsync(
            () => Task.FromResult(shoppers.All(shopper => shopper.Answered >= 20)), "every shopper got 20 answers before the stop");

        leaving.AskToStop();
        var servedWhileDraining = await WatchDrainAsync(stage, leaving);
        var exitCode = await Stage.EndOfAsync(leaving);
        var census = await stage.CensusAsync(stage.Nodes[0]);
        await closing.CancelAsync();
        await Task.WhenAll(shopping);

        var failures = shoppers.SelectMany(shopper => shopper.Failures).ToList();
        Stage.Require(failures.Count == 0, $"{failures.Count} requests failed; the first: {failures.FirstOrDefault()}");
        Stage.Require(exitCode == 0, $"{leaving.Name} ended with {exitCode}");
        Stage.Require(servedWhileDraining > 0, $"{leaving.Name} stopped serving as soon as it was not ready");
        Stage.Require(
            census is { Members: 2, Unreachable: 0 }, $"the others then see {census.Members} members, {census.Unreachable} unreachable");
        foreach (var shopper in shoppers)
        {
            foreach (var node in stage.Cluster.Running) await Stage.RequireCartAsync(shopper.Client, node, shopper.Expected);
        }

        var answered = shoppers.Sum(shopper => shopper.Answered);
        await stage.RestartAsync(leaving);
        return $"{answered} requests, 0 failed; {servedWhileDraining} served while not ready, exit code 0, {Clients} carts whole";
    }

    // From the first 503 of ready until the port is closed: how often the node still served.
    private static async Task<int> WatchDrainAsync(Stage stage, ShopNode leaving)
    {
        await Stage.UntilAsync(async () => !await stage.IsReadyAsync(leaving), $"{leaving.Name} is not ready");
        var served = 0;
        await Stage.UntilAsync(async () =>
        {
            var reply = await new ShopClient().GetAsync(leaving, "/api/cart");
            if (reply.IsOk) served++;
            return reply.Status is null;
        }, $"{leaving.Name} has closed its port");
        return served;
    }
}
