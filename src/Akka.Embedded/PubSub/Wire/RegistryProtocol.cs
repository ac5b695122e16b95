using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>The registry's messages to and from protobuf. What is read is checked: it comes from the network.</summary>
internal static class RegistryProtocol
{
    internal static Proto.Status ToProto(RegistryStatus status)
    {
        var proto = new Proto.Status { From = ToProto(status.From), IsReply = status.IsReply };
        foreach (var (owner, version) in status.Versions)
            proto.Versions.Add(new Proto.KnownVersion { Owner = ToProto(owner), Version = version });
        return proto;
    }

    internal static RegistryStatus FromProto(Proto.Status proto)
    {
        var versions = new Dictionary<UniqueAddress, long>();
        foreach (var known in proto.Versions) versions[FromProto(known.Owner)] = known.Version;
        return new RegistryStatus(FromProto(proto.From), versions, proto.IsReply);
    }

    internal static Proto.Delta ToProto(RegistryDelta delta)
    {
        var bucket = delta.Bucket;
        var proto = new Proto.Delta
        {
            From = ToProto(delta.From),
            Owner = ToProto(bucket.Owner),
            FromVersion = bucket.From,
            ToVersion = bucket.To,
            Forgotten = bucket.Forgotten,
        };
        foreach (var entry in bucket.Entries)
        {
            proto.Entries.Add(new Proto.Entry
            {
                Name = entry.Key.Name,
                IsPath = entry.Key.Kind == RegistryKeyKind.Path,
                Version = entry.Version,
                IsPresent = entry.IsPresent,
            });
        }

        return proto;
    }

    internal static RegistryDelta FromProto(Proto.Delta proto)
    {
        if (proto.FromVersion < 0 || proto.ToVersion < proto.FromVersion)
            throw new SerializationException($"A registry delta from version {proto.FromVersion} to {proto.ToVersion}.");
        var entries = proto.Entries.Select(e => FromProto(e, proto.FromVersion, proto.ToVersion)).ToList();
        return new RegistryDelta(
            FromProto(proto.From), new BucketDelta(FromProto(proto.Owner), proto.FromVersion, proto.ToVersion, proto.Forgotten, entries));
    }

    private static RegistryEntry FromProto(Proto.Entry entry, long from, long to)
    {
        if (entry.Name.Length is 0 or > PubSubName.MaxLength)
            throw new SerializationException($"A registry entry with a name of {entry.Name.Length} characters.");
        if (entry.Version <= from || entry.Version > to)
            throw new SerializationException($"A registry entry of version {entry.Version} in a delta from {from} to {to}.");
        var key = entry.IsPath ? RegistryKey.Path(entry.Name) : RegistryKey.Topic(entry.Name);
        return new RegistryEntry(key, entry.Version, entry.IsPresent);
    }

    private static Proto.Node ToProto(UniqueAddress node) => new() { Address = node.Address.ToString(), Uid = node.Uid };

    private static UniqueAddress FromProto(Proto.Node? node) =>
        node is null
            ? throw new SerializationException("A registry message without its node.")
            : new UniqueAddress(Address.Parse(node.Address), node.Uid);
}
