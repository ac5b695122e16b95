using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Shop.Cluster.Nodes;

/// <summary>
/// The port at which the other nodes know a node. What they send is passed on to the node's own port, unless the network is split there.
/// </summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Passage, bool> _passages = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<Socket, Passage> _open;
    private readonly TcpListener _listener;
    private readonly Task _accepting;

    public Gateway(ShopNode node, IReadOnlyList<ShopNode> others, Func<ShopNode?, ShopNode, bool> passes)
    {
        _open = caller => new(caller, node, others, passes);
        _listener = new(IPAddress.Loopback, node.GatewayPort);
        try
        {
            _listener.Start();
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException($"{node.Name} cannot be given the address {node.AkkaAddress}: {e.Message}.", e);
        }

        _accepting = AcceptAsync();
    }

    public void HangUpOnStrangers()
    {
        foreach (var passage in _passages.Keys)
        {
            if (!passage.IsAllowed) passage.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        foreach (var passage in _passages.Keys) passage.Dispose();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassAsync(_open(await _listener.AcceptSocketAsync(_closing.Token)));
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task PassAsync(Passage passage)
    {
        _passages.TryAdd(passage, true);
        await passage.PassAsync();
        _passages.TryRemove(passage, out _);
    }
}
