namespace Shop.Cluster.Story;

/// <summary>A client that goes on shopping on whichever nodes the balancer names, and remembers what failed.</summary>
internal sealed class Shopper(ReadyNodes balancer, int index)
{
    private readonly Dictionary<string, int> _expected = new(StringComparer.Ordinal);
    private volatile int _answered;

    public ShopClient Client { get; } = new();

    public int Answered => _answered;

    public List<string> Failures { get; } = [];

    public IReadOnlyList<CartItem> Expected => [.. _expected.Select(item => new CartItem(item.Key, item.Value))];

    public async Task ShopAsync(CancellationToken closing)
    {
        for (var turn = index; !closing.IsCancellationRequested; turn++)
        {
            var node = balancer.Choose(turn);
            var sku = Articles.All[turn % Articles.All.Count];
            var quantity = 1 + (turn % 999);
            var reply = turn % 3 == 0 ? await Client.GetAsync(node, "/api/cart") : await Client.PutAsync(node, sku, quantity);
            if (!reply.IsOk) Failures.Add($"{node.Name} answered {reply}");
            else if (turn % 3 != 0) _expected[sku] = quantity;
            if (reply.IsOk) _answered++;
            await Task.Yield();
        }
    }
}
