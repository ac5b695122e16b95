using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Akka.Sessions.Messages;

namespace Akka.Sessions.Wire;

/// <summary>Our messages on the wire of Akka: the one place below the actors that knows Akka.</summary>
internal sealed class SessionMessageSerializer(ExtendedActorSystem system, Action? onRefused = null) : SerializerWithStringManifest(system)
{
    /// <summary>Names this serializer on the wire, so it never changes; 0 to 99 are Akka's own.</summary>
    public const int WireIdentifier = 20_260;

    public override int Identifier => WireIdentifier;

    /// <summary>
    /// Adds the serializer to a system that is running already (it may be the application's own) and binds every message to it by its class,
    /// so that Akka never falls back to another for any of them.
    /// </summary>
    public static void Register(ActorSystem system, Action? onRefused = null)
    {
        var serializer = new SessionMessageSerializer((ExtendedActorSystem)system, onRefused);
        system.Serialization.AddSerializer("akka-sessions", serializer);
        foreach (var message in Manifests.All.Keys) system.Serialization.AddSerializationMap(message, serializer);
    }

    public override string Manifest(object o) => MessageCodec.ManifestOf(OurMessage(o));

    public override byte[] ToBinary(object obj) => MessageCodec.Write(OurMessage(obj));

    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return MessageCodec.Read(manifest, bytes);
        }
        catch (WireFormatException broken)
        {
            onRefused?.Invoke();
            // What Akka expects of a serializer: the message is dropped and logged, the connection and the node live on.
            throw new SerializationException($"A session message was refused. {broken.Message}", broken);
        }
    }

    private static ISessionMessage OurMessage(object message) =>
        message as ISessionMessage ?? throw new ArgumentException($"{message.GetType()} is no message between session managers.", nameof(message));
}
