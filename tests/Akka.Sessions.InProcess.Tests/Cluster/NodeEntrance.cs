using System.Net;
using System.Net.Sockets;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>Where the others reach one node. It stays open while the node is down, and a connection then ends at once.</summary>
internal sealed class NodeEntrance : IAsyncDisposable
{
    private readonly NodeNetwork _network;
    private readonly int _node;
    private readonly int _nodePort;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;

    public NodeEntrance(NodeNetwork network, int node, int nodePort)
    {
        _network = network;
        _node = node;
        _nodePort = nodePort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = new Relay(_network, await _listener.AcceptSocketAsync(), _node, _nodePort).RunAsync();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed: the cluster is no more.
        }
    }
}
