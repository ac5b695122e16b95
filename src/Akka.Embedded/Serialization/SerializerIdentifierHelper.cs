using Akka.Actor;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Serialization;

public static class SerializerIdentifierHelper
{
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var identifiers = system.Settings.Config.GetConfig("akka.actor.serialization-identifiers");
        foreach (var name in new[] { TypeNames.NameOf(type), type.FullName, type.AssemblyQualifiedName })
        {
            var path = HoconPath.Quote(name);
            if (identifiers is not null && identifiers.HasPath(path)) return identifiers.GetInt(path);
        }
        throw new ConfigurationException(
            $"Serializer {type.FullName} has no identifier. Override Identifier, "
            + $"or set akka.actor.serialization-identifiers {{ \"{TypeNames.NameOf(type)}\" = <number> }}.");
    }
}
