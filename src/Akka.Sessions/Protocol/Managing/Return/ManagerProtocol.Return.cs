using Akka.Sessions.Model;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>
/// A node that was removed and has come back in the same process: what its former lives held goes into its sessions once all that the others
/// hold is there, before it counts as ready, and the others get what they lack by comparing.
/// </summary>
internal sealed partial class ManagerProtocol
{
    private const int BroughtAtOnce = 1000;

    private readonly ContactWatch _contact;

    // With whom to compare because of what was brought; whoever comes before all of them have it has to be compared with as well.
    private readonly HashSet<MemberId> _toldOfReturn = [];
    private IEnumerator<SessionHandle>? _brought;
    private int _broughtCount;

    /// <summary>All that the others hold is here, and all that this node held before.</summary>
    private bool IsComplete => _joiner.IsComplete && _board.Former.Count == 0;

    /// <summary>
    /// So long an end that this member has not heard of is remembered for sure. The other half of the retention is for the time until the
    /// failure detector noticed, for a member that stood still, and for what is under way.
    /// </summary>
    private TimeSpan SurelyRemembered => _settings.TombstoneRetention / 2;

    private bool IsTellingOfReturn => _board.Former.Count > 0 || _toldOfReturn.Count > 0;

    private void NoteContact()
    {
        _contact.OnTick(IsUp && HasEverything && _view.ReachableOthers.Length == _view.Others.Length, Moment);
        _board.Contact = _contact.Last;
    }

    private void BringAlong()
    {
        if (_board.Former.Count == 0) return;
        _brought = ToBring(_board.Former, Moment).GetEnumerator();
        BringNext();
    }

    private IEnumerable<SessionHandle> ToBring(IReadOnlyList<FormerLife> lives, Moment moment)
    {
        foreach (var life in lives)
        {
            var isWhole = life.MayReturnWhole(_view, moment, SurelyRemembered);
            if (!isWhole && life.Sessions.LiveCount > 0) _log.LeftBehind(life.Sessions.LiveCount, SurelyRemembered, _settings.TombstoneRetention);
            foreach (var handle in life.ToBring(isWhole)) yield return handle;
        }
    }

    // Some at a time, so that everything else goes on meanwhile. How long each was idle is asked of the handle now: time went on for it.
    private void BringNext()
    {
        var pieces = new List<SessionPiece>();
        while (pieces.Count < BroughtAtOnce && _brought!.MoveNext())
        {
            if (_brought.Current.WholeAt(Moment.Uptime) is { State.IsEmpty: false } whole) pieces.Add(whole);
        }

        if (pieces.Count == 0)
        {
            OnAllBrought();
            return;
        }

        var countdown = new Countdown(pieces.Count, () => _port.ToSelf(new BroughtMerged(pieces)));
        foreach (var piece in pieces) OnMergeRequest(new MergeRequest(piece, default, countdown));
    }

    // What had been idle for long is due sooner than what has just come.
    private void OnBroughtMerged(BroughtMerged merged)
    {
        foreach (var piece in merged.Pieces)
        {
            if (_board.Sessions.TryGet(piece.Id, out var handle) && !handle.State.IsEnded)
                Schedule(handle, handle.AgeAt(Moment, _settings.IdleTimeout).Remaining);
        }

        _broughtCount += merged.Pieces.Count;
        BringNext();
    }

    private void OnAllBrought()
    {
        _brought = null;
        _board.Former = [];
        _toldOfReturn.UnionWith(_view.Others.Select(member => member.Id));
        _log.Brought(_broughtCount, _board.Sessions.LiveCount);
        NoteContact();
        PublishStanding();
    }

    private void OnViewForReturn(View before)
    {
        _contact.OnView(_view);
        if (_toldOfReturn.Count == 0) return;
        _toldOfReturn.RemoveWhere(member => !_view.Contains(member));
        _toldOfReturn.UnionWith(_view.Others.Select(member => member.Id).Where(member => !before.Contains(member)));
    }

    private void CompareForReturn()
    {
        foreach (var member in _view.ReachableOthers.Where(member => member.CountsInMajority && _toldOfReturn.Contains(member.Id) && IsMet(member.Id)))
            Compare(member.Id, isRepair: false);
    }

    private sealed record BroughtMerged(IReadOnlyList<SessionPiece> Pieces);
}
