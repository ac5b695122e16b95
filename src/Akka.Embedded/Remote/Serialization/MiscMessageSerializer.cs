using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization.Wire;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>The messages of Akka.Actor that go between nodes, as protobuf (misc.proto).</summary>
public sealed class MiscMessageSerializer : SerializerWithStringManifest
{
    private const string IdentifyManifest = "ID";
    private const string ActorIdentityManifest = "AID";
    private const string ActorRefManifest = "AR";
    private const string PoisonPillManifest = "PP";
    private const string KillManifest = "K";
    private const string AddressManifest = "AD";
    private const string SuccessManifest = "SS";
    private const string FailureManifest = "SF";
    private const string SelectionManifest = "SEL";

    public MiscMessageSerializer(ExtendedActorSystem system) : base(system) { }

    public override int Identifier => 16;

    private Akka.Serialization.Serialization Messages => system.Serialization;

    public override string Manifest(object o) => o switch
    {
        ActorSelectionMessage => SelectionManifest,
        Identify => IdentifyManifest,
        ActorIdentity => ActorIdentityManifest,
        IActorRef => ActorRefManifest,
        PoisonPill => PoisonPillManifest,
        Kill => KillManifest,
        Address => AddressManifest,
        Status.Success => SuccessManifest,
        Status.Failure => FailureManifest,
        _ => throw new SerializationException($"{nameof(MiscMessageSerializer)} does not serialise {o.GetType()}."),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        ActorSelectionMessage selection => SelectionCodec.ToProto(selection, Messages).ToByteArray(),
        Identify identify => new IdentifyProto { MessageId = Messages.ToProto(identify.MessageId) }.ToByteArray(),
        ActorIdentity identity =>
            new ActorIdentityProto { MessageId = Messages.ToProto(identity.MessageId), Subject = PathOf(identity.Subject) }.ToByteArray(),
        IActorRef actor => new ActorRefProto { Path = PathOf(actor) }.ToByteArray(),
        PoisonPill or Kill => [],
        Address address => ToProto(address).ToByteArray(),
        Status.Success success => new StatusSuccessProto { Status = Messages.ToProto(success.Status) }.ToByteArray(),
        Status.Failure failure => ToProto(failure).ToByteArray(),
        _ => throw new SerializationException($"{nameof(MiscMessageSerializer)} does not serialise {obj.GetType()}."),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        SelectionManifest => SelectionCodec.FromProto(SelectionProto.Parser.ParseFrom(bytes), Messages),
        IdentifyManifest => new Identify(Messages.FromProto(IdentifyProto.Parser.ParseFrom(bytes).MessageId)),
        ActorIdentityManifest => FromProto(ActorIdentityProto.Parser.ParseFrom(bytes)),
        ActorRefManifest => Messages.DeserializeActorRef(ActorRefProto.Parser.ParseFrom(bytes).Path),
        PoisonPillManifest => PoisonPill.Instance,
        KillManifest => Kill.Instance,
        AddressManifest => FromProto(AddressProto.Parser.ParseFrom(bytes)),
        SuccessManifest => new Status.Success(Messages.FromProto(StatusSuccessProto.Parser.ParseFrom(bytes).Status)),
        FailureManifest => FromProto(StatusFailureProto.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException($"Unknown manifest '{manifest}' of a message of the engine."),
    };

    private static string PathOf(IActorRef actor) => Akka.Serialization.Serialization.SerializedActorPath(actor);

    private ActorIdentity FromProto(ActorIdentityProto proto) =>
        new(Messages.FromProto(proto.MessageId), Messages.DeserializeActorRef(proto.Subject));

    private static AddressProto ToProto(Address address) =>
        new() { Protocol = address.Protocol, System = address.System, Host = address.Host ?? "", Port = address.Port ?? 0 };

    private static Address FromProto(AddressProto proto) =>
        new(proto.Protocol, proto.System, proto.Host.Length > 0 ? proto.Host : null, proto.Port > 0 ? proto.Port : null);

    // A failure that came from a third node keeps its first words.
    private StatusFailureProto ToProto(Status.Failure failure) => new()
    {
        Type = failure.Cause is RemoteFailureException { RemoteType: var type } ? type : failure.Cause?.GetType().FullName ?? "",
        Message = failure.Cause is RemoteFailureException { RemoteMessage: var message } ? message : failure.Cause?.Message ?? "",
        StackTrace = failure.Cause is RemoteFailureException { RemoteStackTrace: var trace } ? trace : failure.Cause?.StackTrace ?? "",
        State = Messages.ToProto(failure.State),
    };

    private Status.Failure FromProto(StatusFailureProto proto) =>
        new(CauseOf(proto), Messages.FromProto(proto.State));

    private static RemoteFailureException CauseOf(StatusFailureProto proto) =>
        proto.Type.Length == 0 ? null : new RemoteFailureException(proto.Type, proto.Message, proto.StackTrace);
}
