using Akka.Actor;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Event;

namespace Akka.Serialization;

/// <summary>
/// Reads <c>akka.actor.serializers</c> and <c>akka.actor.serialization-bindings</c>. What names a type that is not there is logged and left
/// out, because the same configuration also serves systems that have it.
/// </summary>
internal sealed class SerializationSettings(ExtendedActorSystem system)
{
    private readonly Config _config = system.Settings.Config.GetConfig("akka.actor") ?? Config.Empty;

    public void Apply(Serialization serialization)
    {
        foreach (var (name, type) in Entries("serializers"))
        {
            if (TypeNames.Find(type) is { } found) serialization.AddSerializer(name, Create(name, found));
            else Skip($"serializers.{name} is '{type}', which is no type here");
        }
        foreach (var (type, name) in Entries("serialization-bindings"))
        {
            var found = TypeNames.Find(type);
            var serializer = serialization.Named(name);
            if (found is null) Skip($"serialization-bindings names '{type}', which is no type here");
            else if (serializer is null) Skip($"serialization-bindings binds '{type}' to '{name}', which is not in akka.actor.serializers");
            else serialization.AddSerializationMap(found, serializer);
        }
    }

    private void Skip(string what) => system.Log.Warning("akka.actor.{0}: what is bound to it cannot be sent to other nodes.", what);

    private IEnumerable<(string Key, string Value)> Entries(string path) =>
        _config.GetConfig(path)?.AsEnumerable()
            .Select(pair => (pair.Key, pair.Value.GetString()))
            .Where(entry => !string.IsNullOrEmpty(entry.Item2))
            ?? [];

    private Serializer Create(string name, Type type)
    {
        if (!typeof(Serializer).IsAssignableFrom(type))
            throw new ConfigurationException($"akka.actor.serializers.{name}: {type} is no Akka.Serialization.Serializer.");
        object[] withSettings = [system, _config.GetConfig("serialization-settings." + HoconPath.Quote(name)) ?? Config.Empty];
        var takesSettings = type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is not null;
        try
        {
            return (Serializer)Activator.CreateInstance(type, takesSettings ? withSettings : [system]);
        }
        catch (Exception e) when (e is MissingMethodException or System.Reflection.TargetInvocationException)
        {
            throw new ConfigurationException($"akka.actor.serializers.{name}: cannot make a {type}: {(e.InnerException ?? e).Message}", e);
        }
    }
}
