using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>
/// The serializers of a system. Which one a message has is said by <c>akka.actor.serialization-bindings</c> or
/// <see cref="AddSerializationMap"/>. A type without binding cannot leave the process: there is no reflection or JSON to fall back on.
/// </summary>
public partial class Serialization
{
    private readonly ConcurrentDictionary<int, Serializer> _byId = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new(StringComparer.Ordinal);
    private readonly SerializerBindings _bindings = new();

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        AddSerializer("null", new NullSerializer(system));
        new SerializationSettings(system).Apply(this);
    }

    public ExtendedActorSystem System { get; }

    public void AddSerializer(Serializer serializer)
    {
        var kept = _byId.GetOrAdd(serializer.Identifier, serializer);
        if (kept.GetType() != serializer.GetType())
            throw new ArgumentException(
                $"{serializer.GetType()} has the identifier {serializer.Identifier}, which {kept.GetType()} has already.",
                nameof(serializer));
    }

    public void AddSerializer(string name, Serializer serializer)
    {
        AddSerializer(serializer);
        _byName[name] = serializer;
    }

    public void AddSerializationMap(Type type, Serializer serializer) => _bindings.Bind(type, serializer);

    public Serializer FindSerializerFor(object obj, string defaultSerializerName = null) =>
        obj is null ? _byId[0] : FindSerializerForType(obj.GetType(), defaultSerializerName);

    public Serializer FindSerializerForType(Type objectType, string defaultSerializerName = null) =>
        _bindings.Find(objectType)
        ?? (defaultSerializerName is null ? null : Named(defaultSerializerName))
        ?? throw new SerializationException(
            $"No serializer is bound to {objectType.FullName}. Bind one: "
            + $"akka.actor.serialization-bindings {{ \"{TypeNames.NameOf(objectType)}\" = <serializer> }}, "
            + $"or system.Serialization.AddSerializationMap(typeof({objectType.Name}), serializer).");

    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    public object Deserialize(byte[] bytes, int serializerId, Type type) => WithId(serializerId).FromBinary(bytes, type);

    public object Deserialize(byte[] bytes, int serializerId, string manifest) => WithId(serializerId) switch
    {
        SerializerWithStringManifest serializer => serializer.FromBinary(bytes, manifest),
        { IncludeManifest: true } serializer => serializer.FromBinary(bytes, TypeOf(manifest, serializer)),
        var serializer => serializer.FromBinary(bytes, type: null),
    };

    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest serializer => serializer.Manifest(msg),
        { IncludeManifest: true } => TypeNames.NameOf(msg.GetType()),
        _ => "",
    };

    internal Payload ToPayload(object message)
    {
        var serializer = FindSerializerFor(message);
        return new Payload(serializer.Identifier, ManifestFor(serializer, message), serializer.ToBinary(message));
    }

    internal object FromPayload(Payload payload) => Deserialize(payload.Bytes, payload.SerializerId, payload.Manifest);

    internal Serializer Named(string name) => _byName.GetValueOrDefault(name);

    private Serializer WithId(int id) => _byId.TryGetValue(id, out var serializer) ? serializer : throw new SerializationException(
        $"No serializer has the identifier {id}. The sender has one: add it here too, "
        + "with system.Serialization.AddSerializer or akka.actor.serializers.");

    // The wire may name only a type whose messages this serializer would write here.
    private Type TypeOf(string manifest, Serializer serializer) =>
        TypeNames.FindLoaded(manifest) is { } type && ReferenceEquals(_bindings.Find(type), serializer)
            ? type
            : throw new SerializationException($"'{manifest}' is no type that is bound to {serializer.GetType().FullName} here.");
}
