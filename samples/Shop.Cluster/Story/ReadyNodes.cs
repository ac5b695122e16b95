using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story;

/// <summary>What a balancer knows: the nodes that said they are ready when they were last asked, several times a second.</summary>
internal sealed class ReadyNodes : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _closing = new();
    private readonly Stage _stage;
    private readonly Task _asking;
    private volatile IReadOnlyList<ShopNode> _ready;

    public ReadyNodes(Stage stage)
    {
        _stage = stage;
        _ready = stage.Nodes;
        _asking = AskAsync(_closing.Token);
    }

    public ShopNode Choose(int turn)
    {
        var ready = _ready;
        return ready[turn % ready.Count];
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _asking;
        _closing.Dispose();
    }

    private async Task AskAsync(CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            var ready = new List<ShopNode>();
            foreach (var node in _stage.Nodes)
            {
                if (await _stage.IsReadyAsync(node)) ready.Add(node);
            }

            if (ready.Count > 0) _ready = ready;
            await Task.Delay(Interval, CancellationToken.None);
        }
    }
}
