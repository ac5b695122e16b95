using System.Net;
using System.Net.Sockets;

namespace Shop.Cluster.Nodes;

/// <summary>One connection through a gateway. It ends for both sides when it ends for one, as if nothing were in between.</summary>
internal sealed class Passage(Socket caller, ShopNode to, IReadOnlyList<ShopNode> others, Func<ShopNode?, ShopNode, bool> passes)
    : IDisposable
{
    private readonly Socket _called = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private volatile ShopNode? _from;

    public bool IsAllowed => passes(_from, to);

    public async Task PassAsync()
    {
        try
        {
            caller.NoDelay = _called.NoDelay = true;
            var greeting = new byte[Greeting.Length];
            var length = await caller.ReceiveAsync(greeting);
            _from = others.FirstOrDefault(node => Greeting.Names(greeting.AsSpan(0, length), node));
            if (!IsAllowed) return;

            await _called.ConnectAsync(IPAddress.Loopback, to.AkkaPort);
            await using var here = new NetworkStream(caller);
            await using var there = new NetworkStream(_called);
            await there.WriteAsync(greeting.AsMemory(0, length));
            await Task.WhenAll(CopyAsync(here, there), CopyAsync(there, here));
        }
        catch (Exception e) when (IsEnd(e))
        {
            // One of the two is gone, or a split came: the other learns it by the closing of its side.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        caller.Dispose();
        _called.Dispose();
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsEnd(e))
        {
            Dispose();
        }
    }

    private static bool IsEnd(Exception e) => e is IOException or SocketException or ObjectDisposedException;
}
