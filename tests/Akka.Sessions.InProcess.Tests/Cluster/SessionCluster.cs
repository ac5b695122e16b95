using Akka.Actor;
using Akka.Sessions.Messages;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>A cluster of nodes in this process, over real sockets, that can be started, crashed, restarted and left one by one.</summary>
internal sealed class SessionCluster : IAsyncDisposable
{
    private readonly int[] _ports;
    private readonly ClusterNode?[] _nodes;
    private readonly string _hocon;
    private bool _isFounded;

    private SessionCluster(int size, string hocon)
    {
        _ports = FreePorts.Choose(size);
        _nodes = new ClusterNode?[size];
        _hocon = hocon;
    }

    public int Size => _nodes.Length;

    public ClusterNode this[int index] => _nodes[index] ?? throw new InvalidOperationException($"Node {index} is not running.");

    public IEnumerable<ClusterNode> Running => _nodes.OfType<ClusterNode>();

    /// <summary>All nodes at the same moment; returns when every one is ready.</summary>
    public static async Task<SessionCluster> StartAsync(int size, string hocon = "")
    {
        var cluster = new SessionCluster(size, hocon);
        for (var index = 0; index < size; index++) cluster.Start(index);
        await cluster.AllReadyAsync();
        return cluster;
    }

    /// <summary>Room for <paramref name="size"/> nodes of which only the first <paramref name="started"/> run.</summary>
    public static async Task<SessionCluster> StartSomeAsync(int started, int size, string hocon = "")
    {
        var cluster = new SessionCluster(size, hocon);
        for (var index = 0; index < started; index++) cluster.Start(index);
        await cluster.AllReadyAsync();
        return cluster;
    }

    public ClusterNode Start(int index, string hocon = "", int protocolVersion = ProtocolVersion.Current, TimeProvider? clock = null)
    {
        var own = string.Join('\n', NodeHocon(index), _hocon, hocon);
        var options = new SessionsOptions { SystemName = "test", HoconFile = HoconFiles.Tests, Hocon = own };
        return _nodes[index] = ClusterNode.Start(options, protocolVersion, clock ?? TimeProvider.System);
    }

    /// <summary>The node dies, and its death is known: a survivor downs it, as an operator or a downing provider would.</summary>
    public async Task CrashAsync(int index)
    {
        var dead = Address.Parse(this[index].Id.Address);
        await VanishAsync(index);
        if (Running.FirstOrDefault() is { } survivor) Akka.Cluster.Cluster.Get(survivor.System).Down(dead);
    }

    /// <summary>The node dies, and stays a member: unreachable, once the others' failure detectors have noticed.</summary>
    public async Task VanishAsync(int index)
    {
        var node = this[index];
        _nodes[index] = null;
        await node.CrashAsync();
    }

    public async Task LeaveAsync(int index)
    {
        var node = this[index];
        await node.LeaveAsync();
        _nodes[index] = null;
    }

    public async Task AllReadyAsync()
    {
        try
        {
            await Eventually.HoldsAsync(
                "every node ready with all members in its view",
                () => Running.All(node => node.IsReady && node.Manager.Status is { Unreachable.Count: 0 } status && status.Members.Count == Running.Count()));
            _isFounded |= Running.Any();
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(string.Join(Environment.NewLine, Running.Select(Describe).Prepend(e.Message)), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Running) await node.DisposeAsync();
    }

    private static string Describe(ClusterNode node) =>
        string.Join(Environment.NewLine, node.Log.Lines.TakeLast(60).Prepend($"{node.Id}: {node.Manager.Status}"));

    private string NodeHocon(int index)
    {
        var seeds = string.Join(", ", _ports.Select(port => $"\"akka.tcp://test@127.0.0.1:{port}\""));
        // The first seed founds a cluster when nobody answers it. Later there is one, however long its members take to answer.
        var patience = _isFounded ? "30 s" : "1 s";
        return $$"""
            akka.remote.dot-netty.tcp.port = {{_ports[index]}}
            akka.cluster.seed-nodes = [{{seeds}}]
            akka.cluster.seed-node-timeout = {{patience}}
            """;
    }
}
