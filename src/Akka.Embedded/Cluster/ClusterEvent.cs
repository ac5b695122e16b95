using Akka.Event;

namespace Akka.Cluster;

/// <summary>
/// What subscribers of the cluster are told. Members' events come in the order of their lives; a status may be skipped when gossip overtook
/// it.
/// </summary>
public partial class ClusterEvent
{
    public static readonly SubscriptionInitialStateMode InitialStateAsSnapshot = SubscriptionInitialStateMode.InitialStateAsSnapshot;

    public static readonly SubscriptionInitialStateMode InitialStateAsEvents = SubscriptionInitialStateMode.InitialStateAsEvents;

    /// <summary>How a new subscriber learns what is already so.</summary>
    public enum SubscriptionInitialStateMode
    {
        /// <summary>One <see cref="CurrentClusterState"/>.</summary>
        InitialStateAsSnapshot = 0,

        /// <summary>The events that lead from an empty cluster to now.</summary>
        InitialStateAsEvents = 1,
    }

    public interface IClusterDomainEvent : IDeadLetterSuppression
    {
    }

    public interface IMemberEvent : IClusterDomainEvent
    {
        Member Member { get; }
    }

    public interface IReachabilityEvent : IClusterDomainEvent
    {
    }

    /// <summary>The base of all events about a change of status.</summary>
    public abstract class MemberStatusChange : IMemberEvent
    {
        protected MemberStatusChange(Member member, MemberStatus validStatus)
        {
            if (member.Status != validStatus)
                throw new ArgumentException($"Expected a member that is {validStatus}, got {member}", nameof(member));
            Member = member;
        }

        public Member Member { get; }

        public override bool Equals(object? obj) =>
            obj is MemberStatusChange other && other.GetType() == GetType() && other.Member.Equals(Member);

        public override int GetHashCode() => HashCode.Combine(GetType(), Member);

        public override string ToString() => $"{GetType().Name}({Member})";
    }

    public sealed class MemberJoined(Member member) : MemberStatusChange(member, MemberStatus.Joining);

    public sealed class MemberWeaklyUp(Member member) : MemberStatusChange(member, MemberStatus.WeaklyUp);

    public sealed class MemberUp(Member member) : MemberStatusChange(member, MemberStatus.Up);

    public sealed class MemberLeft(Member member) : MemberStatusChange(member, MemberStatus.Leaving);

    public sealed class MemberExited(Member member) : MemberStatusChange(member, MemberStatus.Exiting);

    public sealed class MemberDowned(Member member) : MemberStatusChange(member, MemberStatus.Down);

    public sealed class MemberRemoved(Member member, MemberStatus previousStatus) : MemberStatusChange(member, MemberStatus.Removed)
    {
        /// <summary>Down or Exiting: whether the member was given up or went by itself.</summary>
        public MemberStatus PreviousStatus { get; } = previousStatus;

        public override bool Equals(object? obj) =>
            base.Equals(obj) && obj is MemberRemoved other && other.PreviousStatus == PreviousStatus;

        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), PreviousStatus);

        public override string ToString() => $"{nameof(MemberRemoved)}({Member}, previousStatus = {PreviousStatus})";
    }
}
