using Akka.Cluster;
using Akka.Sessions.Model;

namespace Akka.Sessions.Actors;

/// <summary>Who takes part: the view, made anew from every event of the cluster.</summary>
internal sealed partial class SessionManagerActor
{
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<UniqueAddress, Member> _members = [];
    private readonly HashSet<UniqueAddress> _unreachable = [];
    private readonly HashSet<MemberId> _refused = [];
    private bool _wasMember;
    private DateTimeOffset _lonelySince;

    private bool IsUp => _view.TryFind(_self, out var member) && member.Standing == MemberStanding.Up;

    private void ReceiveMembership()
    {
        Receive<ClusterEvent.CurrentClusterState>(OnClusterState);
        Receive<ClusterEvent.MemberRemoved>(OnMemberRemoved);
        Receive<ClusterEvent.IMemberEvent>(change => OnMember(change.Member));
        Receive<ClusterEvent.ReachabilityEvent>(OnReachability);
    }

    private void OnClusterState(ClusterEvent.CurrentClusterState state)
    {
        foreach (var member in state.Members) _members[member.UniqueAddress] = member;
        foreach (var member in state.Unreachable) _unreachable.Add(member.UniqueAddress);
        RenewView();
    }

    private void OnMember(Member member)
    {
        _members[member.UniqueAddress] = member;
        RenewView();
    }

    private void OnMemberRemoved(ClusterEvent.MemberRemoved removed)
    {
        _members.Remove(removed.Member.UniqueAddress);
        _unreachable.Remove(removed.Member.UniqueAddress);
        RenewView();
    }

    private void OnReachability(ClusterEvent.ReachabilityEvent change)
    {
        if (change is ClusterEvent.UnreachableMember) _unreachable.Add(change.Member.UniqueAddress);
        else _unreachable.Remove(change.Member.UniqueAddress);
        RenewView();
    }

    private void RenewView()
    {
        var before = _view;
        _view = new View(_self, _members.Values.Where(TakesPart).Select(InView).OfType<ViewMember>());
        if (_view.Members.SequenceEqual(before.Members)) return;
        foreach (var gone in before.Others.Where(member => !_view.Contains(member.Id))) Forget(gone.Id);
        OnView();
    }

    private void OnView()
    {
        _log.ViewChanged(_view.Members.Count, _view.Members.Count(member => !member.IsReachable));
        WarnIfRemoved();
        _replicator.Tell(_view, Self);
        _probe.OnView(_view);
        Greet();
        Announce();
        OnViewForTransfer();
        foreach (var result in _searches.OnView(_view)) Conclude(result);
        PublishStanding();
    }

    private bool TakesPart(Member member) => _settings.Role.Length == 0 || member.HasRole(_settings.Role);

    private ViewMember? InView(Member member)
    {
        var id = IdOf(member.UniqueAddress);
        var isReachable = !_unreachable.Contains(member.UniqueAddress);
        return StandingOf(member.Status) is { } standing ? new(id, standing, isReachable, _refused.Contains(id)) : null;
    }

    private static MemberStanding? StandingOf(MemberStatus status) => status switch
    {
        MemberStatus.Joining => MemberStanding.Joining,
        MemberStatus.WeaklyUp => MemberStanding.WeaklyUp,
        MemberStatus.Up => MemberStanding.Up,
        MemberStatus.Leaving => MemberStanding.Leaving,
        _ => null,
    };

    private static MemberId IdOf(UniqueAddress address) => new(address.Address.ToString(), address.Uid);

    private void Forget(MemberId gone)
    {
        _managers.Remove(gone);
        _refused.Remove(gone);
        _cursors.Forget(gone);
        ForgetDonations(gone);
    }

    private bool IsMember => _members.ContainsKey(_cluster.SelfUniqueAddress);

    private void WarnIfRemoved()
    {
        if (_wasMember && !IsMember && !_isStopping) _log.RemovedFromCluster(_self);
        _wasMember = IsMember;
    }

    private void WarnIfAlone()
    {
        if (IsMember || _isStopping || Now - _lonelySince < JoinPatience) return;
        _log.NotInCluster(JoinPatience, string.Join(", ", _cluster.Settings.SeedNodes));
        _lonelySince = Now;
    }
}
