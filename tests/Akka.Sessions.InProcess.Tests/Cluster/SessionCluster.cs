using Akka.Actor;
using Akka.Sessions.Messages;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>A cluster of nodes in this process, over real sockets, that can be started, crashed, restarted and left one by one.</summary>
internal sealed class SessionCluster : IAsyncDisposable
{
    private readonly int[] _ports;
    private readonly ClusterNode?[] _nodes;
    private readonly string _hocon;
    private readonly TimeProvider _clock;
    private readonly NodeNetwork? _network;
    private readonly bool _returns;
    private bool _isFounded;

    private SessionCluster(int size, string hocon, TimeProvider? clock = null, bool hasNetwork = false, bool returns = false)
    {
        _ports = FreePorts.Choose(size);
        _nodes = new ClusterNode?[size];
        _hocon = hocon;
        _clock = clock ?? TimeProvider.System;
        _returns = returns;
        _network = hasNetwork ? new NodeNetwork(_ports) : null;
    }

    public int Size => _nodes.Length;

    public ClusterNode this[int index] => _nodes[index] ?? throw new InvalidOperationException($"Node {index} is not running.");

    public IEnumerable<ClusterNode> Running => _nodes.OfType<ClusterNode>();

    /// <summary>The network between the nodes, of a cluster that was started on one.</summary>
    public NodeNetwork Network =>
        _network ?? throw new InvalidOperationException("The nodes reach each other directly: nothing can be cut.");

    /// <summary>All nodes at the same moment; returns when every one is ready.</summary>
    public static async Task<SessionCluster> StartAsync(int size, string hocon = "", TimeProvider? clock = null)
    {
        var cluster = new SessionCluster(size, hocon, clock);
        for (var index = 0; index < size; index++) cluster.Start(index);
        await cluster.AllReadyAsync();
        return cluster;
    }

    /// <summary>
    /// As <see cref="StartAsync"/>, of nodes whose connections can be cut, delayed and dropped. Silence is noticed soon. Those that are downed may
    /// return in another actor system, or stay away.
    /// </summary>
    public static async Task<SessionCluster> StartOnNetworkAsync(
        int size, string hocon = "", TimeProvider? clock = null, int? started = null, bool returns = false)
    {
        const string Haste = """
            akka.remote.retry-gate-closed-for = 200 ms
            akka.cluster.failure-detector { acceptable-heartbeat-pause = 2 s, expected-response-after = 1 s }

            """;
        var cluster = new SessionCluster(size, Haste + hocon, clock, hasNetwork: true, returns);
        for (var index = 0; index < (started ?? size); index++) cluster.Start(index);
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
        return _nodes[index] = ClusterNode.Start(options, protocolVersion, clock ?? _clock, _returns);
    }

    /// <summary>The nodes die, and their death is known: a survivor downs them, as an operator or a downing provider would.</summary>
    public async Task CrashAsync(params int[] indices)
    {
        var dead = indices.Select(index => Address.Parse(this[index].Id.Address)).ToArray();
        foreach (var index in indices) await VanishAsync(index);
        foreach (var address in dead)
        {
            if (Running.FirstOrDefault() is { } survivor) Akka.Cluster.Cluster.Get(survivor.System).Down(address);
        }

        // Whoever starts when nobody is left founds a cluster anew.
        _isFounded &= Running.Any();
    }

    /// <summary>The node dies, and stays a member: unreachable, once the others' failure detectors have noticed.</summary>
    public async Task VanishAsync(int index)
    {
        var node = this[index];
        _nodes[index] = null;
        await node.CrashAsync();
    }

    /// <summary>Stopped as the host does it, and started again at its address; returns when all are ready.</summary>
    public async Task RestartAsync(int index)
    {
        await LeaveAsync(index);
        Start(index);
        await AllReadyAsync();
    }

    /// <summary>Cuts the network in two; returns when every node misses every one of the other side.</summary>
    public async Task PartitionAsync(int[] here, int[] there)
    {
        Network.Partition(here, there);
        await Eventually.HoldsAsync("each side misses the other", () => DoMiss(here, there) && DoMiss(there, here));
    }

    /// <summary>Nothing is cut any more; returns when all are ready and reach each other.</summary>
    public Task HealAsync()
    {
        Network.Heal();
        return AllReadyAsync();
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
        if (_network is not null) await _network.DisposeAsync();
    }

    private bool DoMiss(int[] here, int[] there) =>
        here.All(one => there.All(other => this[one].Manager.Status.Unreachable.Contains(this[other].Id)));

    private static string Describe(ClusterNode node) =>
        string.Join(Environment.NewLine, node.Log.Lines.TakeLast(60).Prepend($"{node.Id}: {node.Manager.Status}"));

    private string NodeHocon(int index)
    {
        var ports = _network?.Ports ?? _ports;
        var seeds = string.Join(", ", ports.Select(port => $"\"akka.tcp://test@127.0.0.1:{port}\""));
        // The first seed founds a cluster when nobody answers it. Later there is one, however long its members take to answer.
        var patience = _isFounded ? "30 s" : "1 s";
        return $$"""
            akka.remote.dot-netty.tcp { port = {{_ports[index]}}, public-hostname = "127.0.0.1", public-port = {{ports[index]}} }
            akka.cluster.seed-nodes = [{{seeds}}]
            akka.cluster.seed-node-timeout = {{patience}}
            """;
    }
}
