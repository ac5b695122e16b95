namespace Shop.Cluster.Story.Steps;

internal sealed class KillTheServingNode : IStep
{
    public string Promise => "node 1 is killed: the cart is whole on node 2 and goes on changing there";

    public async Task<string> PlayAsync(Stage stage)
    {
        var (first, second, third) = (stage.Nodes[0], stage.Nodes[1], stage.Nodes[2]);
        var client = new ShopClient();
        await Stage.PutAsync(client, first, "bread", 2);
        await Stage.PutAsync(client, first, "cheese", 1);

        first.Kill();
        await first.ExitAsync(CancellationToken.None);
        var dead = await client.GetAsync(first, "/api/cart");
        Stage.Require(dead.Status is null, $"node 1 still answers {dead}");

        await Stage.RequireCartAsync(client, second, new("bread", 2), new("cheese", 1));
        await Stage.PutAsync(client, second, "bread", 5);
        await Stage.PutAsync(client, second, "cheese", 0);
        await Stage.PutAsync(client, second, "milk", 4);
        await Stage.RequireCartAsync(client, third, new("bread", 5), new("milk", 4));

        await Stage.UntilAsync(async () => (await stage.CensusAsync(second)).Members == 2, "node 2 has removed node 1 from the cluster");
        await Stage.PutAsync(client, third, "milk", 6);
        await Stage.RequireCartAsync(client, second, new("bread", 5), new("milk", 6));
        return "2 articles found whole, 3 changes made at once without node 1, another after its removal";
    }
}
