using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Cluster.Tools.PublishSubscribe.Serialization;

/// <summary>Writes and reads what mediators tell one another: the registry's messages as protobuf, deliveries as they are.</summary>
internal sealed class DistributedPubSubMessageSerializer : SerializerWithStringManifest
{
    private const string DeliveryManifest = "D";
    private const string StatusManifest = "A";
    private const string DeltaManifest = "B";

    public DistributedPubSubMessageSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override int Identifier => 9;

    public override string Manifest(object o) => o switch
    {
        Delivery => DeliveryManifest,
        RegistryStatus => StatusManifest,
        RegistryDelta => DeltaManifest,
        _ => throw new SerializationException($"{o.GetType()} is not a message between mediators."),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Delivery delivery => DeliveryCodec.Write(delivery, system.Serialization),
        RegistryStatus status => RegistryProtocol.ToProto(status).ToByteArray(),
        RegistryDelta delta => RegistryProtocol.ToProto(delta).ToByteArray(),
        _ => throw new SerializationException($"{obj.GetType()} is not a message between mediators."),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        DeliveryManifest => DeliveryCodec.Read(bytes, system.Serialization),
        StatusManifest => RegistryProtocol.FromProto(Proto.Status.Parser.ParseFrom(bytes)),
        DeltaManifest => RegistryProtocol.FromProto(Proto.Delta.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException($"Unknown manifest '{manifest}' of a message between mediators."),
    };
}
