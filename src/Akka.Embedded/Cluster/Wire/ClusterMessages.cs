using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>Marks what the cluster sends between nodes; bound to the cluster's serializer.</summary>
public interface IClusterMessage
{
}

/// <summary>Asks a seed node whether it belongs to a cluster.</summary>
internal sealed record InitJoin : IClusterMessage;

internal sealed record InitJoinAck(Address Address) : IClusterMessage;

internal sealed record InitJoinNack(Address Address) : IClusterMessage;

internal sealed record Join(UniqueAddress Node, ImmutableHashSet<string> Roles, AppVersion AppVersion) : IClusterMessage;

internal sealed record Welcome(UniqueAddress From, Gossip Gossip) : IClusterMessage;

internal sealed record GossipEnvelope(UniqueAddress From, UniqueAddress To, Gossip Gossip) : IClusterMessage;

internal sealed record GossipStatus(UniqueAddress From, VectorClock Version) : IClusterMessage;

/// <summary>The member has finished leaving and is about to stop.</summary>
internal sealed record ExitingConfirmed(UniqueAddress Node) : IClusterMessage;

internal sealed record Heartbeat(UniqueAddress From, long Sequence) : IClusterMessage;

internal sealed record HeartbeatRsp(UniqueAddress From, long Sequence) : IClusterMessage;
