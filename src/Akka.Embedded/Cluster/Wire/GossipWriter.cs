using Akka.Actor;

namespace Akka.Cluster.Wire;

/// <summary>Writes one gossip; what many entries name goes into a table once.</summary>
internal sealed class GossipWriter
{
    private readonly Table<UniqueAddress> _nodes = new();
    private readonly Table<string> _roles = new();
    private readonly Table<string> _versions = new();

    private GossipWriter()
    {
    }

    public static GossipProto Write(Gossip gossip) => new GossipWriter().WriteAll(gossip);

    public static GossipStatusProto Write(GossipStatus status)
    {
        var writer = new GossipWriter();
        var proto = new GossipStatusProto { From = Node(status.From) };
        proto.Version.AddRange(writer.Clock(status.Version));
        proto.Nodes.AddRange(writer._nodes.Entries.Select(Node));
        return proto;
    }

    public static AddressProto Address(Address address) =>
        new() { Protocol = address.Protocol, System = address.System, Host = address.Host ?? "", Port = (uint)(address.Port ?? 0) };

    public static NodeProto Node(UniqueAddress node) => new() { Address = Address(node.Address), Uid = node.Uid };

    private GossipProto WriteAll(Gossip gossip)
    {
        var proto = new GossipProto();
        proto.Members.AddRange(gossip.Members.Values.Select(Member));
        proto.Observers.AddRange(gossip.Reachability.Rows.Select(row => Observer(row.Key, row.Value)));
        proto.Version.AddRange(Clock(gossip.Version));
        proto.Tombstones.AddRange(gossip.Tombstones.Select(Tombstone));
        proto.SeenBy.AddRange(gossip.SeenBy.Select(_nodes.IndexOf));
        proto.Nodes.AddRange(_nodes.Entries.Select(Node));
        proto.Roles.AddRange(_roles.Entries);
        proto.AppVersions.AddRange(_versions.Entries);
        return proto;
    }

    private MemberProto Member(Member member)
    {
        var proto = new MemberProto
        {
            Node = _nodes.IndexOf(member.UniqueAddress),
            Status = (MemberStatusProto)member.Status,
            UpNumber = member.UpNumber,
            AppVersion = _versions.IndexOf(member.AppVersion.Version),
        };
        proto.Roles.AddRange(member.Roles.Select(_roles.IndexOf));
        return proto;
    }

    private ObserverProto Observer(UniqueAddress observer, Reachability.Row row)
    {
        var proto = new ObserverProto { Node = _nodes.IndexOf(observer), Version = row.Version };
        foreach (var (subject, status) in row.Subjects)
            (status == ReachabilityStatus.Terminated ? proto.Terminated : proto.Unreachable).Add(_nodes.IndexOf(subject));
        return proto;
    }

    private TombstoneProto Tombstone(KeyValuePair<UniqueAddress, long> entry) =>
        new() { Node = _nodes.IndexOf(entry.Key), RemovedAt = entry.Value };

    private IEnumerable<CountProto> Clock(VectorClock clock) =>
        clock.Versions.Select(entry => new CountProto { Node = _nodes.IndexOf(entry.Key), Changes = entry.Value });

    private sealed class Table<T>
        where T : notnull
    {
        private readonly Dictionary<T, uint> _indexes = [];

        public List<T> Entries { get; } = [];

        public uint IndexOf(T entry)
        {
            if (_indexes.TryGetValue(entry, out var index)) return index;
            Entries.Add(entry);
            return _indexes[entry] = (uint)Entries.Count - 1;
        }
    }
}
