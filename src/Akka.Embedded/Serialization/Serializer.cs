using Akka.Actor;

namespace Akka.Serialization;

/// <summary>
/// Turns messages of the types bound to it into bytes and back. <see cref="Identifier"/> goes over the wire: both sides must know it.
/// </summary>
public abstract class Serializer
{
#pragma warning disable CA1051, IDE1006, SA1401 // Akka.NET has a field with this name here.
    protected readonly ExtendedActorSystem system;
#pragma warning restore CA1051, IDE1006, SA1401

    private int? _configured;

    protected Serializer(ExtendedActorSystem system) => this.system = system;

    /// <summary>
    /// Unique among all serializers of the cluster; 0 to 99 belong to the engine. Unless overridden it stands in
    /// <c>akka.actor.serialization-identifiers</c>.
    /// </summary>
    public virtual int Identifier => _configured ??= SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system);

    /// <summary>Whether the type of the message goes over the wire, for <see cref="FromBinary(byte[], Type)"/>.</summary>
    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));

    /// <summary>Actor refs inside <paramref name="obj"/> are written as seen from <paramref name="address"/>.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) => Serialization.WithTransport(system, address, () => ToBinary(obj));
}

/// <summary>A serializer that names what it wrote by a short text of its own, so that types can move and be renamed.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    protected SerializerWithStringManifest(ExtendedActorSystem system) : base(system) { }

    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, TypeNames.NameOf(type));

    public abstract object FromBinary(byte[] bytes, string manifest);

    public abstract string Manifest(object o);
}
