using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster;

/// <summary>The events that lead from one state to the next: reachability first, then removals, then the others, then leaders.</summary>
internal static class GossipDiff
{
    public static IReadOnlyList<IClusterDomainEvent> Between(MembershipState before, MembershipState after)
    {
        if (ReferenceEquals(before, after)) return [];
        var events = new List<IClusterDomainEvent>();
        events.AddRange(NewlyUnreachable(before, after));
        events.AddRange(NewlyReachable(before, after));
        events.AddRange(Removed(before, after));
        events.AddRange(Changed(before, after));
        if (before.Leader != after.Leader) events.Add(new LeaderChanged(after.Leader?.Address!));
        events.AddRange(RoleLeaders(before, after));
        return events;
    }

    private static IEnumerable<IClusterDomainEvent> NewlyUnreachable(MembershipState before, MembershipState after) =>
        after.Unreachable.Except(before.Unreachable).Order().Select(node => new UnreachableMember(after.Gossip.Members[node]));

    private static IEnumerable<IClusterDomainEvent> NewlyReachable(MembershipState before, MembershipState after) =>
        before.Unreachable.Except(after.Unreachable).Where(after.Gossip.HasMember).Order()
            .Select(node => new ReachableMember(after.Gossip.Members[node]));

    private static IEnumerable<IClusterDomainEvent> Removed(MembershipState before, MembershipState after) =>
        before.Members.Where(member => !after.Gossip.HasMember(member.UniqueAddress)).Select(RemovedFrom);

    private static IEnumerable<IClusterDomainEvent> Changed(MembershipState before, MembershipState after)
    {
        foreach (var member in after.Members)
        {
            var old = before.Gossip.Members.GetValueOrDefault(member.UniqueAddress);
            if (old is null || old.Status != member.Status || old.UpNumber != member.UpNumber) yield return EventOf(member);
        }
    }

    private static IEnumerable<IClusterDomainEvent> RoleLeaders(MembershipState before, MembershipState after) =>
        from role in before.AllRoles.Union(after.AllRoles, StringComparer.Ordinal).Order(StringComparer.Ordinal)
        let leader = after.RoleLeader(role)
        where before.RoleLeader(role) != leader
        select new RoleLeaderChanged(role, leader?.Address!);

    // The members' table holds no Removed member, so the event makes its own; Joining may have been all we ever saw.
    private static MemberRemoved RemovedFrom(Member member) => new(member.Copy(MemberStatus.Removed), member.Status);

    private static MemberStatusChange EventOf(Member member) => member.Status switch
    {
        MemberStatus.Joining => new MemberJoined(member),
        MemberStatus.WeaklyUp => new MemberWeaklyUp(member),
        MemberStatus.Up => new MemberUp(member),
        MemberStatus.Leaving => new MemberLeft(member),
        MemberStatus.Exiting => new MemberExited(member),
        MemberStatus.Down => new MemberDowned(member),
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "no member of a gossip has this status"),
    };
}
