using System.Net;
using System.Net.Sockets;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>One connection on its way through the network, both directions.</summary>
internal sealed class Relay(NodeNetwork network, Socket opener, int target, int targetPort) : IDisposable
{
    private const int PieceSize = 64 * 1024;
    private const int FirstBytes = 4096;

    private readonly Socket _acceptor = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Between the node itself and none, until the opener has said who it is.</summary>
    public Link Link { get; private set; } = new(target, target);

    public async Task RunAsync()
    {
        try
        {
            opener.NoDelay = true;
            await using var near = new NetworkStream(opener);
            if (await ReadFirstAsync(near) is not { Length: > 0 } first || !network.Admit(this, Link)) return;
            await _acceptor.ConnectAsync(IPAddress.Loopback, targetPort);
            await using var far = new NetworkStream(_acceptor);
            await ForwardAsync(first, far);
            await Task.WhenAll(PumpAsync(near, far, _acceptor), PumpAsync(far, near, opener));
        }
        catch (Exception e) when (IsEnd(e))
        {
            // Cut, dropped, or ended by one of the two: the other notices when its side is closed.
        }
        finally
        {
            Dispose();
            network.Forget(this);
        }
    }

    public void Dispose()
    {
        opener.Dispose();
        _acceptor.Dispose();
    }

    private async Task<ReadOnlyMemory<byte>> ReadFirstAsync(NetworkStream near)
    {
        var bytes = new byte[FirstBytes];
        for (var length = 0; length < bytes.Length;)
        {
            var read = await near.ReadAsync(bytes.AsMemory(length));
            if (read == 0) break;
            length += read;
            if (network.OpenerIn(bytes.AsSpan(0, length), target) is not { } source) continue;
            Link = Link.Between(source, target);
            return bytes.AsMemory(0, length);
        }

        return default;
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Socket toSocket)
    {
        try
        {
            var piece = new byte[PieceSize];
            while (await from.ReadAsync(piece) is > 0 and var read) await ForwardAsync(piece.AsMemory(0, read), to);
            toSocket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsEnd(e))
        {
            Dispose();
        }
    }

    private async Task ForwardAsync(ReadOnlyMemory<byte> piece, NetworkStream to)
    {
        if (network.DelayOn(Link) is var delay && delay > TimeSpan.Zero) await Task.Delay(delay);
        await to.WriteAsync(piece);
    }

    private static bool IsEnd(Exception e) => e is SocketException or IOException or ObjectDisposedException;
}
