using System.Net;
using System.Net.Sockets;

namespace Shop.Cluster.Story;

/// <summary>Somebody who connects to the nodes' own port and does not speak their language.</summary>
internal static class Stranger
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends the bytes and listens a while; being hung up on is what a stranger expects.</summary>
    public static async Task SendAsync(int port, byte[] bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        try
        {
            for (var rest = bytes.AsMemory(); !rest.IsEmpty;) rest = rest[await socket.SendAsync(rest, patience.Token)..];
            var answer = new byte[256];
            while (await socket.ReceiveAsync(answer, patience.Token) > 0) { }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return;
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
