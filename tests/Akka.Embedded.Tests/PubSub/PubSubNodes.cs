using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Akka.TestKit;

namespace Akka.Embedded.Tests.PubSub;

/// <summary>
/// A cluster of a few nodes in this process, each with its own system, port and mediator, all Up and known to one another.
/// </summary>
internal sealed class PubSubNodes : IAsyncDisposable
{
    internal const string Hocon = """
        akka {
          loggers = []
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster {
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            periodic-tasks-initial-delay = 100ms
            pub-sub.gossip-interval = 100ms
          }
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    private readonly List<PubSubNode> _nodes = [];

    internal PubSubNode this[int index] => _nodes[index];

    internal static async Task<PubSubNodes> StartAsync(int count, params string[] configs)
    {
        var nodes = new PubSubNodes();
        for (var i = 0; i < count; i++) await nodes.AddAsync(i < configs.Length ? configs[i] : "");
        return nodes;
    }

    internal async Task<PubSubNode> AddAsync(string config = "")
    {
        var node = new PubSubNode(ActorSystem.Create("pubsub", ConfigurationFactory.ParseString(config).WithFallback(Hocon)));
        _nodes.Add(node);
        await node.Cluster.JoinAsync(_nodes[0].Cluster.SelfAddress);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.System.Terminate();
    }
}

/// <summary>One node, with what a test asks of it.</summary>
internal sealed class PubSubNode(ActorSystem system)
{
    internal ActorSystem System { get; } = system;

    internal Akka.Cluster.Cluster Cluster { get; } = Akka.Cluster.Cluster.Get(system);

    internal IActorRef Mediator { get; } = DistributedPubSub.Get(system).Mediator;

    internal TestProbe Probe() => new(System, null);

    internal async Task<TestProbe> SubscriberAsync(string topic)
    {
        var probe = Probe();
        Mediator.Tell(new Subscribe(topic, probe.Ref), probe.Ref);
        await probe.ExpectMsgAsync<SubscribeAck>();
        return probe;
    }

    /// <summary>A probe that others can send to under its path.</summary>
    internal TestProbe Registered(string name)
    {
        var probe = new TestProbe(System, name);
        Mediator.Tell(new Put(probe.Ref));
        return probe;
    }

    internal async Task<IReadOnlySet<string>> TopicsAsync() =>
        (await Mediator.Ask<CurrentTopics>(GetTopics.Instance, TimeSpan.FromSeconds(3))).Topics.ToHashSet(StringComparer.Ordinal);

    /// <summary>Waits until this node knows that <paramref name="topic"/> has takers somewhere, or has none anywhere.</summary>
    internal async Task UntilTopicAsync(string topic, bool isKnown = true)
    {
        var probe = Probe();
        await probe.AwaitConditionAsync(async () => (await TopicsAsync()).Contains(topic) == isKnown, TimeSpan.FromSeconds(15));
    }
}
