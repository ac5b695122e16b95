using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>Who takes part: the view, made anew whenever the cluster changes.</summary>
internal sealed partial class ManagerProtocol
{
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(10);

    private MembersChanged _members = new([], IsMember: false);
    private readonly HashSet<MemberId> _refused = [];
    private bool _wasMember;
    private DateTimeOffset _lonelySince;

    private bool IsUp => _view.TryFind(_self, out var member) && member.Standing == MemberStanding.Up;

    private void OnMembers(MembersChanged members)
    {
        _members = members;
        RenewView();
    }

    private void RenewView()
    {
        var before = _view;
        _view = new View(_self, _members.Members.Select(member => member with { IsRefused = _refused.Contains(member.Id) }));
        if (_view.Members.SequenceEqual(before.Members)) return;
        foreach (var gone in before.Others.Where(member => !_view.Contains(member.Id))) Forget(gone.Id);
        OnViewForReturn(before);
        OnView();
    }

    private void OnView()
    {
        _log.ViewChanged(_view.Members.Length, _view.Members.Count(member => !member.IsReachable));
        WarnIfRemoved();
        _port.ToReplicator(_view);
        _probe.OnView(_view);
        Greet();
        Announce();
        OnViewForTransfer();
        Digests.OnView(_view);
        _digestSchedule.OnView(_view, Now);
        foreach (var result in _searches.OnView(_view)) Conclude(result);
        Perform(_expiry.OnView(_view, Moment));
        OnViewForLeases();
        PublishStanding();
    }

    private void Forget(MemberId gone)
    {
        _met.Remove(gone);
        _heardAside.Remove(gone);
        _refused.Remove(gone);
        ForgetSettings(gone);
        _cursors.Forget(gone);
        Send(_donations.Forget(gone, Now));
        _settledThere.Remove(gone);
    }

    private void WarnIfRemoved()
    {
        if (_wasMember && !_members.IsMember && !_isStopping) _log.RemovedFromCluster(_self);
        _wasMember = _members.IsMember;
    }

    private void WarnIfAlone()
    {
        if (_members.IsMember || _isStopping || Now - _lonelySince < JoinPatience) return;
        _log.NotInCluster(JoinPatience, _surroundings.SeedNodes);
        _lonelySince = Now;
    }
}
