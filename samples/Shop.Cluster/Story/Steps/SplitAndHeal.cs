using System.Diagnostics;
using System.Net;
using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story.Steps;

/// <summary>
/// The nodes stay in the cluster here: the split is over before either side removes the other. A node that is alone cannot reach commit
/// level One and says so; clients there ask for level None, whose promise is that a change is not lost while its node lives.
/// </summary>
internal sealed class SplitAndHeal : IStep
{
    private const int CartsEach = 20;
    private const string WithoutWaiting = "&commit=none";

    private readonly List<(ShopClient Client, List<CartItem> Expected)> _visits = [];

    public string Promise => "node 3 is cut off and found again: what either side answered 200 is in every cart on every node";

    public async Task<string> PlayAsync(Stage stage)
    {
        var (network, third) = (stage.Cluster.Network, stage.Nodes[2]);
        var shared = await FillAsync(stage);

        network.Split(third);
        var since = Stopwatch.StartNew();
        var refused = new ShopClient().PutAsync(third, "eggs", 1);
        await WriteOnBothSidesAsync(stage, shared, "apples", "pears");
        foreach (var node in stage.Nodes)
        {
            var missing = node == third ? 2 : 1;
            await Stage.UntilAsync(
                async () => (await stage.CensusAsync(node)).Unreachable == missing, $"{node.Name} sees {missing} of 3 members unreachable");
        }

        await WriteOnBothSidesAsync(stage, shared, "grapes", "lemons");
        var refusal = await refused;
        Stage.Require(refusal.Status is HttpStatusCode.ServiceUnavailable, $"{third.Name}, all alone, answered {refusal} at level One");

        network.Heal();
        var (split, healing) = (since.Elapsed, Stopwatch.StartNew());
        foreach (var node in stage.Nodes)
        {
            await Stage.UntilAsync(
                async () => await stage.CensusAsync(node) is { Members: 3, Unreachable: 0 }, $"{node.Name} sees all 3 members again");
            await Stage.UntilAsync(() => HasAllAsync(node), $"{node.Name} shows what both sides wrote in all {_visits.Count} carts");
        }

        var healed = healing.Elapsed;
        await stage.UntilReadyAsync(stage.Nodes);
        foreach (var node in stage.Nodes)
        {
            foreach (var (client, expected) in _visits) await Stage.RequireCartAsync(client, node, expected);
        }

        return $"split for {split.TotalSeconds:0.0} s; {CartsEach} carts filled on both sides and {4 * CartsEach} new ones on one, "
            + $"level One refused on the small side; all of it on every node {healed.TotalSeconds:0.0} s later";
    }

    // Carts that every node knows, each with the cookies of one browser in two of them.
    private async Task<List<SharedCart>> FillAsync(Stage stage)
    {
        var carts = new List<SharedCart>();
        for (var index = 0; index < CartsEach; index++)
        {
            var client = new ShopClient();
            await Stage.PutAsync(client, stage.Nodes[index % 3], "bread", 1);
            foreach (var node in stage.Nodes) await Stage.RequireCartAsync(client, node, new CartItem("bread", 1));
            var cart = new SharedCart(client, client.Copy(stage.Nodes[2]), [new("bread", 1)]);
            carts.Add(cart);
            _visits.AddRange([(cart.Here, cart.Expected), (cart.There, cart.Expected)]);
        }

        return carts;
    }

    private async Task WriteOnBothSidesAsync(Stage stage, List<SharedCart> shared, string skuHere, string skuThere)
    {
        foreach (var (index, cart) in shared.Index())
        {
            var (here, there) = (new CartItem(skuHere, 1 + index), new CartItem(skuThere, 1 + index));
            await Task.WhenAll(
                PutHereAsync(cart.Here, stage.Nodes[index % 2], here), PutThereAsync(cart.There, stage.Nodes[2], there),
                VisitAsync(client => PutHereAsync(client, stage.Nodes[index % 2], here), here),
                VisitAsync(client => PutThereAsync(client, stage.Nodes[2], there), there));
            cart.Expected.AddRange([here, there]);
        }
    }

    private Task VisitAsync(Func<ShopClient, Task> put, CartItem item)
    {
        var client = new ShopClient();
        _visits.Add((client, [item]));
        return put(client);
    }

    private static Task PutHereAsync(ShopClient client, ShopNode node, CartItem item) =>
        Stage.PutAsync(client, node, item.Sku, item.Quantity);

    private static Task PutThereAsync(ShopClient client, ShopNode node, CartItem item) =>
        Stage.PutAsync(client, node, item.Sku, item.Quantity, WithoutWaiting);

    private async Task<bool> HasAllAsync(ShopNode node)
    {
        foreach (var (client, expected) in _visits)
        {
            if (!(await client.CartAsync(node)).Items.ToHashSet().SetEquals(expected)) return false;
        }

        return true;
    }

    private sealed record SharedCart(ShopClient Here, ShopClient There, List<CartItem> Expected);
}
