using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Wire;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Cluster.Serialization;

/// <summary>The cluster's messages as protobuf; the layout stands in <c>cluster.proto</c>.</summary>
public class ClusterMessageSerializer : SerializerWithStringManifest
{
    private const string InitJoinManifest = "IJ";
    private const string InitJoinAckManifest = "IJA";
    private const string InitJoinNackManifest = "IJN";
    private const string JoinManifest = "J";
    private const string WelcomeManifest = "W";
    private const string GossipManifest = "G";
    private const string StatusManifest = "GS";
    private const string ExitingManifest = "EC";
    private const string HeartbeatManifest = "HB";
    private const string HeartbeatRspManifest = "HBR";

    public ClusterMessageSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override int Identifier => 5;

    public override string Manifest(object o) => o switch
    {
        InitJoin => InitJoinManifest,
        InitJoinAck => InitJoinAckManifest,
        InitJoinNack => InitJoinNackManifest,
        Join => JoinManifest,
        Welcome => WelcomeManifest,
        GossipEnvelope => GossipManifest,
        GossipStatus => StatusManifest,
        ExitingConfirmed => ExitingManifest,
        Heartbeat => HeartbeatManifest,
        HeartbeatRsp => HeartbeatRspManifest,
        _ => throw Unknown(o),
    };

    public override byte[] ToBinary(object obj) => ToProto(obj).ToByteArray();

    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(bytes, manifest);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new SerializationException($"Broken cluster message '{manifest}' of {bytes.Length} bytes: {e.Message}", e);
        }
    }

    private static IMessage ToProto(object message) => message switch
    {
        InitJoin => new InitJoinProto(),
        InitJoinAck ack => new InitJoinReplyProto { Address = GossipWriter.Address(ack.Address) },
        InitJoinNack nack => new InitJoinReplyProto { Address = GossipWriter.Address(nack.Address) },
        Join join => WriteJoin(join),
        Welcome welcome => new WelcomeProto { From = GossipWriter.Node(welcome.From), Gossip = GossipWriter.Write(welcome.Gossip) },
        GossipEnvelope envelope => new GossipEnvelopeProto
        {
            From = GossipWriter.Node(envelope.From), To = GossipWriter.Node(envelope.To), Gossip = GossipWriter.Write(envelope.Gossip),
        },
        GossipStatus status => GossipWriter.Write(status),
        ExitingConfirmed confirmed => new ExitingConfirmedProto { Node = GossipWriter.Node(confirmed.Node) },
        Heartbeat heartbeat => new HeartbeatProto { From = GossipWriter.Node(heartbeat.From), Sequence = heartbeat.Sequence },
        HeartbeatRsp response => new HeartbeatProto { From = GossipWriter.Node(response.From), Sequence = response.Sequence },
        _ => throw Unknown(message),
    };

    private static object Read(byte[] bytes, string manifest) => manifest switch
    {
        InitJoinManifest => new InitJoin(),
        InitJoinAckManifest => new InitJoinAck(WireReader.Address(InitJoinReplyProto.Parser.ParseFrom(bytes).Address)),
        InitJoinNackManifest => new InitJoinNack(WireReader.Address(InitJoinReplyProto.Parser.ParseFrom(bytes).Address)),
        JoinManifest => ReadJoin(JoinProto.Parser.ParseFrom(bytes)),
        WelcomeManifest => ReadWelcome(WelcomeProto.Parser.ParseFrom(bytes)),
        GossipManifest => ReadEnvelope(GossipEnvelopeProto.Parser.ParseFrom(bytes)),
        StatusManifest => ReadStatus(GossipStatusProto.Parser.ParseFrom(bytes)),
        ExitingManifest => new ExitingConfirmed(WireReader.Node(ExitingConfirmedProto.Parser.ParseFrom(bytes).Node)),
        HeartbeatManifest => ReadHeartbeat(HeartbeatProto.Parser.ParseFrom(bytes)),
        HeartbeatRspManifest => ReadHeartbeatRsp(HeartbeatProto.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException($"Unknown cluster manifest '{manifest}'."),
    };

    private static JoinProto WriteJoin(Join join)
    {
        var proto = new JoinProto { Node = GossipWriter.Node(join.Node), AppVersion = join.AppVersion.Version };
        proto.Roles.AddRange(join.Roles);
        return proto;
    }

    private static Join ReadJoin(JoinProto proto) => new(
        WireReader.Node(proto.Node),
        [.. WireReader.RolesOfMember(proto.Roles).Select(role => WireReader.Text(role, "role"))],
        WireReader.Version(proto.AppVersion));

    private static Welcome ReadWelcome(WelcomeProto proto) => new(WireReader.Node(proto.From), GossipReader.Read(proto.Gossip));

    private static GossipEnvelope ReadEnvelope(GossipEnvelopeProto proto) =>
        new(WireReader.Node(proto.From), WireReader.Node(proto.To), GossipReader.Read(proto.Gossip));

    private static GossipStatus ReadStatus(GossipStatusProto proto) => new(WireReader.Node(proto.From), GossipReader.ReadVersion(proto));

    private static Heartbeat ReadHeartbeat(HeartbeatProto proto) => new(WireReader.Node(proto.From), proto.Sequence);

    private static HeartbeatRsp ReadHeartbeatRsp(HeartbeatProto proto) => new(WireReader.Node(proto.From), proto.Sequence);

    private static SerializationException Unknown(object message) => new($"No cluster message: {message?.GetType().FullName ?? "null"}.");
}
