using Akka.Actor;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster;

/// <summary>Who wants to hear of which events.</summary>
internal sealed class Subscriptions
{
    private readonly Dictionary<IActorRef, HashSet<Type>> _types = [];

    /// <summary>Returns whether the subscriber is new.</summary>
    public bool Add(IActorRef subscriber, IEnumerable<Type> types)
    {
        var isNew = !_types.TryGetValue(subscriber, out var known);
        if (known is null) _types[subscriber] = known = [];
        known.UnionWith(types);
        return isNew;
    }

    /// <summary>Returns whether nothing is left that the subscriber wants.</summary>
    public bool Remove(IActorRef subscriber, Type? type)
    {
        if (!_types.TryGetValue(subscriber, out var known)) return false;
        if (type is not null) known.Remove(type);
        if (type is not null && known.Count > 0) return false;
        return _types.Remove(subscriber);
    }

    public void Publish(IReadOnlyList<IClusterDomainEvent> events)
    {
        foreach (var (subscriber, types) in _types)
            Tell(subscriber, types, events);
    }

    /// <summary>Tells one subscriber those of the events that <paramref name="types"/> ask for.</summary>
    public static void Tell(IActorRef subscriber, IReadOnlyCollection<Type> types, IEnumerable<IClusterDomainEvent> events)
    {
        foreach (var happened in events)
            if (types.Any(type => type.IsInstanceOfType(happened))) subscriber.Tell(happened, ActorRefs.NoSender);
    }
}
