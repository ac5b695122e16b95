using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization.Wire;

/// <summary>Messages inside protobuf messages.</summary>
internal static class PayloadProtos
{
    public static PayloadProto ToProto(this Akka.Serialization.Serialization serialization, object message)
    {
        var payload = serialization.ToPayload(message);
        return new PayloadProto
        {
            SerializerId = payload.SerializerId,
            Manifest = payload.Manifest,
            // The serializer has given the bytes away; nobody changes them.
            Message = UnsafeByteOperations.UnsafeWrap(payload.Bytes),
        };
    }

    public static object FromProto(this Akka.Serialization.Serialization serialization, PayloadProto proto) =>
        proto is null ? null : serialization.FromPayload(new Payload(proto.SerializerId, proto.Manifest, proto.Message.ToByteArray()));
}
