using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Placeholder of the serializers of one system.</summary>
public class Serialization(ExtendedActorSystem system)
{
    public ExtendedActorSystem System { get; } = system;
}
