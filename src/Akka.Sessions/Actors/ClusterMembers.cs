using Akka.Cluster;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Actors;

/// <summary>The members of the cluster as its events tell them, in the words of the protocol.</summary>
/// <param name="self">This node.</param>
/// <param name="role">Only members with this role take part; empty for all.</param>
internal sealed class ClusterMembers(UniqueAddress self, string role)
{
    private readonly Dictionary<UniqueAddress, Member> _members = [];
    private readonly HashSet<UniqueAddress> _unreachable = [];

    public MembersChanged Now => new([.. _members.Values.Where(TakesPart).Select(InView).OfType<ViewMember>()], _members.ContainsKey(self));

    public static MemberId IdOf(UniqueAddress address) => new(address.Address.ToString(), address.Uid);

    /// <summary>Takes an event of the cluster.</summary>
    public void On(object change)
    {
        switch (change)
        {
            case ClusterEvent.CurrentClusterState state:
                foreach (var member in state.Members) _members[member.UniqueAddress] = member;
                foreach (var member in state.Unreachable) _unreachable.Add(member.UniqueAddress);
                break;
            case ClusterEvent.MemberRemoved removed:
                _members.Remove(removed.Member.UniqueAddress);
                _unreachable.Remove(removed.Member.UniqueAddress);
                break;
            case ClusterEvent.IMemberEvent changed:
                _members[changed.Member.UniqueAddress] = changed.Member;
                break;
            case ClusterEvent.UnreachableMember lost:
                _unreachable.Add(lost.Member.UniqueAddress);
                break;
            case ClusterEvent.ReachableMember back:
                _unreachable.Remove(back.Member.UniqueAddress);
                break;
        }
    }

    private bool TakesPart(Member member) => role.Length == 0 || member.HasRole(role);

    private ViewMember? InView(Member member) =>
        StandingOf(member.Status) is { } standing
            ? new(IdOf(member.UniqueAddress), standing, IsReachable: !_unreachable.Contains(member.UniqueAddress))
            : null;

    private static MemberStanding? StandingOf(MemberStatus status) => status switch
    {
        MemberStatus.Joining => MemberStanding.Joining,
        MemberStatus.WeaklyUp => MemberStanding.WeaklyUp,
        MemberStatus.Up => MemberStanding.Up,
        MemberStatus.Leaving => MemberStanding.Leaving,
        _ => null,
    };
}
