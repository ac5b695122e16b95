using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>A gossip seen with the eyes of one member: whether all agree on it, who leads, who is unreachable.</summary>
internal sealed class MembershipState
{
    private ClusterEvent.CurrentClusterState? _snapshot;

    public MembershipState(Gossip gossip, UniqueAddress self)
    {
        Gossip = gossip;
        Self = self;
        var onTheWayOut = gossip.Members.Values.Where(member => IsGivenUp(member.Status)).Select(member => member.UniqueAddress);
        Reachability = gossip.Reachability.RemoveObservers(onTheWayOut.ToHashSet());
        Unreachable = [.. Reachability.AllUnreachable.Where(node => node != self && gossip.HasMember(node))];
    }

    public Gossip Gossip { get; }

    public UniqueAddress Self { get; }

    /// <summary>
    /// Without what Down and Exiting members observe. They may see nobody because they are cut off, and one that has gone meanwhile would
    /// never take
    /// back what it said about a member that is well.
    /// </summary>
    public Reachability Reachability { get; }

    /// <summary>Members other than this one that somebody does not hear from.</summary>
    public ImmutableHashSet<UniqueAddress> Unreachable { get; }

    public IEnumerable<Member> Members => Gossip.Members.Values;

    public Member SelfMember => Gossip.Members.GetValueOrDefault(Self) ?? Member.Removed(Self);

    public UniqueAddress? Leader => LeaderOf(Members);

    public bool IsLeader => Leader == Self;

    public UniqueAddress? RoleLeader(string role) => LeaderOf(Members.Where(member => member.HasRole(role)));

    public IEnumerable<string> AllRoles => Members.SelectMany(member => member.Roles).Distinct(StringComparer.Ordinal);

    /// <summary>This state as subscribers and callers of <see cref="Cluster.State"/> see it.</summary>
    public ClusterEvent.CurrentClusterState Snapshot => _snapshot ??= new(
        [.. Members],
        [.. Unreachable.Select(node => Gossip.Members[node])],
        [.. Gossip.SeenBy.Select(node => node.Address)],
        Leader?.Address!,
        AllRoles.ToImmutableDictionary(role => role, role => RoleLeader(role)?.Address!, StringComparer.Ordinal));

    /// <summary>The same member before it knew of anyone.</summary>
    public MembershipState Nothing => new(Akka.Cluster.Gossip.Empty, Self);

    public MembershipState With(Gossip gossip) => ReferenceEquals(gossip, Gossip) ? this : new(gossip, Self);

    /// <summary>
    /// Everyone who counts has seen this state, and nobody is unreachable without having been given up.
    /// Members in <paramref name="gone"/> have said good-bye and are not waited for.
    /// </summary>
    public bool HasConverged(IReadOnlySet<UniqueAddress> gone) =>
        Unreachable.All(node => gone.Contains(node) || IsGivenUp(Gossip.Members[node].Status))
        && Members.All(member => member.Status is not (MemberStatus.Up or MemberStatus.Leaving)
            || Gossip.IsSeenBy(member.UniqueAddress) || gone.Contains(member.UniqueAddress));

    /// <summary>Down or Exiting: such a member may be removed once it is unreachable.</summary>
    public static bool IsGivenUp(MemberStatus status) => status is MemberStatus.Down or MemberStatus.Exiting;

    /// <summary>Whether gossip may be exchanged with the member: this node hears from it.</summary>
    public bool HearsFrom(UniqueAddress node) =>
        node != Self && Gossip.HasMember(node) && Reachability.Status(Self, node) == ReachabilityStatus.Reachable;

    private UniqueAddress? LeaderOf(IEnumerable<Member> candidates)
    {
        var reachable = candidates.Where(member => member.UniqueAddress == Self || Reachability.IsReachable(member.UniqueAddress)).ToList();
        var fit = reachable.Find(member => member.Status is MemberStatus.Up or MemberStatus.Leaving);
        // Without anyone fit the others lead in this order, so that a new cluster gets its first Up member.
        return (fit ?? reachable.MinBy(member => (Reluctance(member.Status), member)))?.UniqueAddress;
    }

    private static int Reluctance(MemberStatus status) => status switch
    {
        MemberStatus.Down => 4,
        MemberStatus.Exiting => 3,
        MemberStatus.Joining => 2,
        MemberStatus.WeaklyUp => 1,
        _ => 0,
    };
}
