using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Akka.Serialization;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Manager;

/// <summary>What the sessions need of an actor system, whoever made it.</summary>
internal static class SystemRequirements
{
    /// <summary>Registers our serializer, which counts what it refuses, and checks what only the system's own configuration can give.</summary>
    public static void Meet(ActorSystem system, Action onRefused)
    {
        RequireCluster(system);
        RequirePubSub(system);
        SessionMessageSerializer.Register(system, onRefused);
    }

    private static void RequireCluster(ActorSystem system)
    {
        try
        {
            _ = Cluster.Cluster.Get(system);
        }
        catch (ConfigurationException e)
        {
            throw new SessionSettingsException(
                $"The actor system \"{system.Name}\" has no cluster: set akka.actor.provider = cluster and akka.cluster.seed-nodes.", e);
        }
    }

    // Without its configuration Akka.NET would serialise Publish by reflection, or not at all: a silence that would be hard to find.
    private static void RequirePubSub(ActorSystem system)
    {
        if (SerializerOfPublish(system) is SerializerWithStringManifest) return;
        throw new SessionSettingsException(
            $"The actor system \"{system.Name}\" cannot send Publish: add DistributedPubSub.DefaultConfig() as a fallback to its configuration.");
    }

    private static Serializer? SerializerOfPublish(ActorSystem system)
    {
        try
        {
            return system.Serialization.FindSerializerForType(typeof(Publish));
        }
        catch (SerializationException)
        {
            return null;
        }
    }
}
