using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Publishing to whoever, on any node of the cluster, has subscribed. All is asked of this node's <see cref="Mediator"/>. Delivery is at
/// most once, and a subscription on one node is known on the others a moment later.
/// </summary>
public sealed class DistributedPubSub : IExtension
{
    private readonly Cluster _cluster;
    private readonly bool _takesPart;

    public DistributedPubSub(ExtendedActorSystem system)
    {
        var settings = DistributedPubSubSettings.From(system.Settings.Config);
        _cluster = Cluster.Get(system);
        _takesPart = settings.Role is not { } role || _cluster.SelfRoles.Contains(role);
        Mediator = _takesPart
            ? system.SystemActorOf(Props.Create(() => new DistributedPubSubMediator(settings)), settings.Name)
            : system.DeadLetters;
    }

    /// <summary>Whether this node takes no part: its cluster has ended, or it lacks the role.</summary>
    public bool IsTerminated => _cluster.IsTerminated || !_takesPart;

    /// <summary>The actor to tell what is to be published, subscribed or sent; dead letters when this node takes no part.</summary>
    public IActorRef Mediator { get; }

    public static DistributedPubSub Get(ActorSystem system) =>
        system.WithExtension<DistributedPubSub, DistributedPubSubExtensionProvider>();

    public static Config DefaultConfig() => ConfigurationFactory.FromResource("pubsub.reference.conf", typeof(DistributedPubSub).Assembly);
}

/// <summary>
/// Makes the one <see cref="DistributedPubSub"/> of an actor system; may stand in <c>akka.extensions</c>, so that the mediator runs from
/// the start.
/// </summary>
public sealed class DistributedPubSubExtensionProvider : ExtensionIdProvider<DistributedPubSub>
{
    public override DistributedPubSub CreateExtension(ExtendedActorSystem system) => new(system);
}
