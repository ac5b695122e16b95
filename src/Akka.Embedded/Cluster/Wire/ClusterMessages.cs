using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>Marks what the cluster sends between nodes; bound to the cluster's serializer.</summary>
public interface IClusterMessage
{
}

// All of these are sent again sooner or later, so none that gets lost is worth a line in the log.
/// <summary>Asks a seed node whether it belongs to a cluster.</summary>
internal sealed record InitJoin : IClusterMessage, IDeadLetterSuppression;

internal sealed record InitJoinAck(Address Address) : IClusterMessage, IDeadLetterSuppression;

internal sealed record InitJoinNack(Address Address) : IClusterMessage, IDeadLetterSuppression;

internal sealed record Join(UniqueAddress Node, ImmutableHashSet<string> Roles, AppVersion AppVersion)
    : IClusterMessage, IDeadLetterSuppression;

internal sealed record Welcome(UniqueAddress From, Gossip Gossip) : IClusterMessage, IDeadLetterSuppression;

internal sealed record GossipEnvelope(UniqueAddress From, UniqueAddress To, Gossip Gossip) : IClusterMessage, IDeadLetterSuppression;

internal sealed record GossipStatus(UniqueAddress From, VectorClock Version) : IClusterMessage, IDeadLetterSuppression;

/// <summary>The member has finished leaving and is about to stop.</summary>
internal sealed record ExitingConfirmed(UniqueAddress Node) : IClusterMessage, IDeadLetterSuppression;

internal sealed record Heartbeat(UniqueAddress From, long Sequence) : IClusterMessage, IDeadLetterSuppression;

internal sealed record HeartbeatRsp(UniqueAddress From, long Sequence) : IClusterMessage, IDeadLetterSuppression;
