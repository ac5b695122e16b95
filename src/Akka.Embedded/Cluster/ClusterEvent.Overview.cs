using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Events about leaders and reachability, and the state that a subscriber begins with.</summary>
public partial class ClusterEvent
{
    /// <summary>The leader as this node sees it; null while nobody is fit to lead.</summary>
    public sealed class LeaderChanged(Address leader) : IClusterDomainEvent
    {
        public Address Leader { get; } = leader;

        public override bool Equals(object? obj) => obj is LeaderChanged other && Equals(other.Leader, Leader);

        public override int GetHashCode() => HashCode.Combine(Leader);

        public override string ToString() => $"LeaderChanged(NewLeader={Leader})";
    }

    /// <summary>The first member with the role; null when there is none.</summary>
    public sealed class RoleLeaderChanged(string role, Address leader) : IClusterDomainEvent
    {
        public string Role { get; } = role;

        public Address Leader { get; } = leader;

        public override bool Equals(object? obj) =>
            obj is RoleLeaderChanged other && string.Equals(other.Role, Role, StringComparison.Ordinal) && Equals(other.Leader, Leader);

        public override int GetHashCode() => HashCode.Combine(Role, Leader);

        public override string ToString() => $"RoleLeaderChanged(Leader={Leader}, Role={Role})";
    }

    /// <summary>This node's cluster is about to stop.</summary>
    public sealed class ClusterShuttingDown : IClusterDomainEvent
    {
        public static readonly IClusterDomainEvent Instance = new ClusterShuttingDown();

        private ClusterShuttingDown()
        {
        }
    }

    public abstract class ReachabilityEvent : IReachabilityEvent
    {
        protected ReachabilityEvent(Member member) => Member = member;

        public Member Member { get; }

        public override bool Equals(object? obj) =>
            obj is ReachabilityEvent other && other.GetType() == GetType() && other.Member.Equals(Member);

        public override int GetHashCode() => HashCode.Combine(GetType(), Member);

        public override string ToString() => $"{GetType().Name}({Member})";
    }

    /// <summary>At least one member does not hear from this one any more.</summary>
    public sealed class UnreachableMember(Member member) : ReachabilityEvent(member);

    /// <summary>All that watch the member hear from it again.</summary>
    public sealed class ReachableMember(Member member) : ReachabilityEvent(member);

    /// <summary>The cluster as this node knows it at one moment.</summary>
    public sealed class CurrentClusterState(
        ImmutableSortedSet<Member> members,
        ImmutableHashSet<Member> unreachable,
        ImmutableHashSet<Address> seenBy,
        Address leader,
        ImmutableDictionary<string, Address> roleLeaderMap) : INoSerializationVerificationNeeded
    {
        public CurrentClusterState() : this([], [], [], null!, ImmutableDictionary<string, Address>.Empty)
        {
        }

        public ImmutableSortedSet<Member> Members { get; } = members;

        public ImmutableHashSet<Member> Unreachable { get; } = unreachable;

        /// <summary>The members that have seen exactly this state.</summary>
        public ImmutableHashSet<Address> SeenBy { get; } = seenBy;

        public Address Leader { get; } = leader;

        public ImmutableHashSet<string> AllRoles => roleLeaderMap.Keys.ToImmutableHashSet(StringComparer.Ordinal);

        public Address RoleLeader(string role) => roleLeaderMap.GetValueOrDefault(role)!;

        public CurrentClusterState Copy(
            ImmutableSortedSet<Member>? members = null,
            ImmutableHashSet<Member>? unreachable = null,
            ImmutableHashSet<Address>? seenBy = null,
            Address? leader = null,
            ImmutableDictionary<string, Address>? roleLeaderMap = null) =>
            new(members ?? Members, unreachable ?? Unreachable, seenBy ?? SeenBy, leader ?? Leader, roleLeaderMap ?? RoleLeaderMap);

        internal ImmutableDictionary<string, Address> RoleLeaderMap => roleLeaderMap;
    }
}
