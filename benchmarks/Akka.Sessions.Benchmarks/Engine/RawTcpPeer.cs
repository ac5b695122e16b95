using System.Net;
using System.Net.Sockets;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>
/// The other end of <see cref="RawTcp"/>: echoes frames until one begins with a one, then counts frames and says when all are there.
/// </summary>
internal sealed class RawTcpPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    internal RawTcpPeer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            client.NoDelay = true;
            await using var stream = client.GetStream();
            var frame = new byte[RawTcp.FrameSize];
            await stream.ReadExactlyAsync(frame);
            for (; frame[0] == 0; await stream.ReadExactlyAsync(frame)) await stream.WriteAsync(frame);

            var buffer = new byte[64 * 1024];
            for (var left = ((long)RawTcp.FramesOneWay - 1) * RawTcp.FrameSize; left > 0;) left -= await stream.ReadAsync(buffer);
            await stream.WriteAsync(new byte[1]);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            Console.Error.WriteLine($"The plain TCP baseline broke off: {e.Message}");
        }
    }
}
