using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;

namespace Akka.Embedded.Tests.Cluster.Network;

/// <summary>Actor systems of one cluster in this process, over real sockets, with intervals short enough for tests.</summary>
internal sealed class TestNodes
{
    private const string Name = "testcluster";

    private const string Quick = """
        akka.loglevel = WARNING
        akka.stdout-loglevel = WARNING
        akka.actor.provider = cluster
        akka.remote.dot-netty.tcp.hostname = "127.0.0.1"
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.cluster {
          seed-node-timeout = 1s
          retry-unsuccessful-join-after = 1s
          periodic-tasks-initial-delay = 100ms
          gossip-interval = 200ms
          leader-actions-interval = 200ms
          unreachable-nodes-reaper-interval = 200ms
          split-brain-resolver.stable-after = 1s
          failure-detector {
            heartbeat-interval = 200ms
            acceptable-heartbeat-pause = 1500ms
            expected-response-after = 1s
          }
        }
        """;

    private readonly List<ActorSystem> _systems = [];

    public Akka.Cluster.Cluster Start(string config = "", int port = 0)
    {
        var system = ActorSystem.Create(Name, ConfigurationFactory
            .ParseString(config)
            .WithFallback(ConfigurationFactory.ParseString($"akka.remote.dot-netty.tcp.port = {port}"))
            .WithFallback(ConfigurationFactory.ParseString(Quick)));
        lock (_systems) _systems.Add(system);
        return Akka.Cluster.Cluster.Get(system);
    }

    /// <summary>A cluster of so many nodes that are all Up, the first of them its founder.</summary>
    public async Task<IReadOnlyList<Akka.Cluster.Cluster>> StartCluster(int size, string config = "")
    {
        var nodes = Enumerable.Range(0, size).Select(_ => Start(config)).ToList();
        nodes[0].Join(nodes[0].SelfAddress);
        await Wait.Until(() => nodes[0].IsUp, "the founder is Up");
        foreach (var node in nodes.Skip(1)) node.Join(nodes[0].SelfAddress);
        await AllUp(nodes);
        return nodes;
    }

    public static Task AllUp(IReadOnlyList<Akka.Cluster.Cluster> nodes) => Wait.Until(
        () => nodes.All(node => node.State.Members.Count == nodes.Count && node.State.Members.All(IsUp)),
        () => $"{nodes.Count} nodes are Up in each other's eyes: {string.Join("; ", nodes.Select(View))}");

    /// <summary>What is left of a process that is killed: nothing is said to anyone.</summary>
    public static async Task Crash(Akka.Cluster.Cluster node)
    {
        node.System.Abort();
        await node.System.WhenTerminated;
    }

    /// <summary>The config that names these ports as seed nodes.</summary>
    public static string Seeds(params int[] ports) =>
        $"akka.cluster.seed-nodes = [{string.Join(", ", ports.Select(port => $"\"akka.tcp://{Name}@127.0.0.1:{port}\""))}]";

    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private static bool IsUp(Member member) => member.Status == MemberStatus.Up;

    private static string View(Akka.Cluster.Cluster node) => $"{node.SelfAddress.Port} sees {string.Join(", ", node.State.Members)}";

    public async Task StopAllAsync()
    {
        foreach (var system in _systems.Cast<ExtendedActorSystem>()) system.Abort();
        await Task.WhenAll(_systems.Select(system => system.WhenTerminated)).WaitAsync(TimeSpan.FromSeconds(30));
    }
}
