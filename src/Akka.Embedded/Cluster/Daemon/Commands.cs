using Akka.Actor;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster;

// What the extension asks of the cluster's actors. None of these leaves the node.
internal sealed record StartDaemon;

internal sealed record JoinTo(Address Address);

internal sealed record JoinSeeds(IReadOnlyList<Address> Seeds);

internal sealed record LeaveMember(Address Address);

internal sealed record DownMember(Address Address);

internal sealed record Subscribe(IActorRef Subscriber, SubscriptionInitialStateMode Mode, IReadOnlyList<Type> Types);

/// <summary>From one type of events, or from all when <paramref name="Type"/> is null.</summary>
internal sealed record Unsubscribe(IActorRef Subscriber, Type? Type);

internal sealed record SendState(IActorRef Receiver);

/// <summary>The coordinated shutdown is through with what had to end before the member goes.</summary>
internal sealed record ExitingCompleted;

/// <summary>
/// The full state after a change with the events that led there, for the downing actors, which decide on more than events tell.
/// </summary>
internal sealed record MembershipChanged(MembershipState State, IReadOnlyList<IClusterDomainEvent> Events);

internal sealed record SubscribeToChanges(IActorRef Subscriber);
