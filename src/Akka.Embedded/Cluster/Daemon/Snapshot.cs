using System.Collections.Immutable;
using Akka.Actor;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster;

/// <summary>A state as subscribers and callers of <see cref="Cluster.State"/> see it.</summary>
internal static class Snapshot
{
    public static CurrentClusterState Of(MembershipState state) => new(
        [.. state.Members],
        [.. state.Unreachable.Select(node => state.Gossip.Members[node])],
        [.. state.Gossip.SeenBy.Select(node => node.Address)],
        state.Leader?.Address!,
        RoleLeaders(state));

    private static ImmutableDictionary<string, Address> RoleLeaders(MembershipState state) =>
        state.AllRoles.ToImmutableDictionary(role => role, role => state.RoleLeader(role)?.Address!, StringComparer.Ordinal);
}
