using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story;

/// <summary>
/// A client that goes on shopping on whichever nodes the balancer names. What was not answered 200 may have been done or not: it is
/// remembered as a failure, and a change is repeated elsewhere until it is answered.
/// </summary>
internal sealed class Shopper(ReadyNodes balancer, int index, TimeSpan pause = default)
{
    private const int MostTries = 60;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

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
            if (turn % 3 == 0) await IsAnsweredAsync(turn, node => Client.GetAsync(node, "/api/cart"));
            else await PutAsync(turn, Articles.All[turn % Articles.All.Count], 1 + (turn % 999));
            await Task.Delay(pause, CancellationToken.None);
        }
    }

    private async Task PutAsync(int turn, string sku, int quantity)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await IsAnsweredAsync(turn + tries, node => Client.PutAsync(node, sku, quantity)))
            {
                _expected[sku] = quantity;
                return;
            }

            await Task.Delay(PauseAfterFailure, CancellationToken.None);
        }

        throw new BrokenPromiseException($"{quantity} {sku} was refused {MostTries} times; in the end {Failures[^1]}");
    }

    private async Task<bool> IsAnsweredAsync(int turn, Func<ShopNode, Task<ShopClient.Reply>> ask)
    {
        var node = balancer.Choose(turn);
        var reply = await ask(node);
        if (reply.IsOk) _answered++;
        else Failures.Add($"{node.Name} answered {reply}");
        return reply.IsOk;
    }
}
