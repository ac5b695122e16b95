namespace Shop.Cluster.Nodes;

/// <summary>
/// What lies between the nodes: a gateway before each, and perhaps a split, which parts some nodes from the others. A split closes the
/// connections across it and lets no new one through, so what was under way is lost. HTTP does not come this way.
/// </summary>
internal sealed class Network : IAsyncDisposable
{
    private readonly List<Gateway> _gateways = [];
    private volatile IReadOnlyList<ShopNode> _aside = [];

    /// <exception cref="InvalidOperationException">A gateway's port is in use.</exception>
    public Network(IReadOnlyList<ShopNode> nodes)
    {
        foreach (var node in nodes) _gateways.Add(new(node, [.. nodes.Except([node])], Passes));
    }

    public bool IsSplit => _aside.Count > 0;

    public void Split(params IReadOnlyList<ShopNode> aside)
    {
        _aside = aside;
        foreach (var gateway in _gateways) gateway.HangUpOnStrangers();
    }

    public void Heal() => _aside = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways) await gateway.DisposeAsync();
    }

    // Who does not say who he is could be from the other side.
    private bool Passes(ShopNode? from, ShopNode to)
    {
        var aside = _aside;
        return aside.Count == 0 || (from is not null && aside.Contains(from) == aside.Contains(to));
    }
}
