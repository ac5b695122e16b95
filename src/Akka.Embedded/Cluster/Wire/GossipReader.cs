using System.Collections.Immutable;
using Akka.Util;

namespace Akka.Cluster.Wire;

/// <summary>Reads one gossip with its tables.</summary>
internal sealed class GossipReader
{
    private readonly GossipProto _proto;
    private readonly List<UniqueAddress> _nodes;
    private readonly List<string> _roles;
    private readonly List<AppVersion> _versions;

    private GossipReader(GossipProto proto)
    {
        _proto = proto;
        _nodes = Nodes(proto.Nodes);
        _roles = [.. WireReader.Bounded(proto.Roles, "roles").Select(role => WireReader.Text(role, "role"))];
        _versions = [.. WireReader.Bounded(proto.AppVersions, "application versions").Select(WireReader.Version)];
    }

    public static Gossip Read(GossipProto? proto) =>
        proto is null ? throw WireReader.Broken("a gossip is missing") : new GossipReader(proto).Read();

    public static VectorClock ReadVersion(GossipStatusProto proto) => Clock(proto.Version, Nodes(proto.Nodes));

    private Gossip Read()
    {
        var members = Gossip.Empty.Members.ToBuilder();
        foreach (var member in WireReader.Bounded(_proto.Members, "members")) members[Node(member.Node)] = Member(member);
        var rows = ImmutableDictionary.CreateBuilder<UniqueAddress, Reachability.Row>();
        foreach (var observer in WireReader.Bounded(_proto.Observers, "observers")) rows[Node(observer.Node)] = Row(observer);
        var tombstones = ImmutableDictionary.CreateBuilder<UniqueAddress, long>();
        foreach (var entry in WireReader.Bounded(_proto.Tombstones, "tombstones")) tombstones[Node(entry.Node)] = entry.RemovedAt;
        var seen = WireReader.Bounded(_proto.SeenBy, "members that have seen a gossip").Select(Node);
        var (reachability, version) = (new Reachability(rows.ToImmutable()), Clock(_proto.Version, _nodes));
        return new Gossip(members.ToImmutable(), reachability, version, tombstones.ToImmutable(), [.. seen]);
    }

    private Member Member(MemberProto proto)
    {
        var status = (MemberStatus)proto.Status;
        if (!Enum.IsDefined(status) || status == MemberStatus.Removed) throw WireReader.Broken($"a member has status {proto.Status}");
        if (proto.UpNumber <= 0) throw WireReader.Broken($"a member has number {proto.UpNumber}");
        var roles = WireReader.RolesOfMember(proto.Roles).Select(role => WireReader.At(_roles, role, "role"));
        var version = WireReader.At(_versions, proto.AppVersion, "application version");
        return new Member(Node(proto.Node), proto.UpNumber, status, [.. roles], version);
    }

    private Reachability.Row Row(ObserverProto proto)
    {
        var subjects = ImmutableDictionary.CreateBuilder<UniqueAddress, ReachabilityStatus>();
        foreach (var node in WireReader.Bounded(proto.Unreachable, "subjects")) subjects[Node(node)] = ReachabilityStatus.Unreachable;
        foreach (var node in WireReader.Bounded(proto.Terminated, "subjects")) subjects[Node(node)] = ReachabilityStatus.Terminated;
        return new Reachability.Row(proto.Version, subjects.ToImmutable());
    }

    private UniqueAddress Node(uint index) => WireReader.At(_nodes, index, "node");

    private static List<UniqueAddress> Nodes(Google.Protobuf.Collections.RepeatedField<NodeProto> nodes) =>
        [.. WireReader.Bounded(nodes, "nodes").Select(WireReader.Node)];

    private static VectorClock Clock(Google.Protobuf.Collections.RepeatedField<CountProto> counts, List<UniqueAddress> nodes)
    {
        var versions = ImmutableDictionary.CreateBuilder<UniqueAddress, long>();
        foreach (var count in WireReader.Bounded(counts, "entries of a vector clock"))
        {
            if (count.Changes <= 0) throw WireReader.Broken($"a vector clock counts {count.Changes} changes");
            versions[WireReader.At(nodes, count.Node, "node")] = count.Changes;
        }
        return new VectorClock(versions.ToImmutable());
    }
}
