using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>One of the two processes' cluster nodes.</summary>
internal sealed class BenchmarkNode : IAsyncDisposable
{
    private const string Hocon = """
        akka {
          loglevel = WARNING
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          # Nobody is left to say goodbye to.
          coordinated-shutdown.run-by-actor-system-terminate = off
        }
        """;

    private BenchmarkNode(ActorSystem system)
    {
        System = system;
        Cluster = Akka.Cluster.Cluster.Get(system);
        Mediator = DistributedPubSub.Get(system).Mediator;
    }

    internal ActorSystem System { get; }

    internal Akka.Cluster.Cluster Cluster { get; }

    internal IActorRef Mediator { get; }

    internal Address Address => Cluster.SelfAddress;

    /// <summary>Starts a node and has it join <paramref name="seed"/>, or found the cluster.</summary>
    internal static async Task<BenchmarkNode> StartAsync(string? seed, CancellationToken cancellationToken)
    {
        var node = new BenchmarkNode(ActorSystem.Create("benchmark", Hocon));
        await node.Cluster.JoinAsync(seed is null ? node.Address : Address.Parse(seed), cancellationToken);
        return node;
    }

    public async ValueTask DisposeAsync() => await System.Terminate();
}
