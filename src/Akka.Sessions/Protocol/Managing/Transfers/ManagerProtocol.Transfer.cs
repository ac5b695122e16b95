using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>The joiner's side of state transfer: page by page everything there is, then the rest of each stream by repair.</summary>
internal sealed partial class ManagerProtocol
{
    private TransferJoiner _joiner;
    private DateTimeOffset? _upSince;
    private bool _transferBegan;

    private TransferJoiner NewJoiner() =>
        new(_self, _settings.Transfer.PageTimeout, _surroundings.NextRandom());

    // Not before this node is Up: until then it may see nobody but itself and think itself the first. And not before the others have met us,
    // because only then they keep for us what they send meanwhile; those that stay silent are waited for no longer than a page.
    private void OnViewForTransfer()
    {
        if (_joiner.IsComplete || !IsUp) return;
        _upSince ??= Now;
        var allMet = _view.ReachableOthers.All(member => IsMet(member.Id));
        if (!_transferBegan && !allMet && Now - _upSince < _settings.Transfer.PageTimeout) return;
        _transferBegan = true;
        PerformTransfer(_joiner.OnView(_view, Now));
    }

    private void OnTransferTime()
    {
        if (_transferBegan) PerformTransfer(_joiner.OnTime(Now));
        else OnViewForTransfer();
    }

    private void PerformTransfer(TransferStep step)
    {
        switch (step)
        {
            case TransferStep.Ask ask:
                _log.AskingForTransfer(ask.Donor);
                Send(ask.Donor, ask.Request);
                break;
            case TransferStep.Merge merge:
                MergePage(merge);
                break;
            case TransferStep.CreditAgain again:
                Send(again.Donor, again.Credit);
                break;
            case TransferStep.Complete complete:
                OnTransferred(complete.Cursors);
                break;
        }
    }

    private void OnPage(TransferPage page, MemberId? from)
    {
        if (from is { } donor) PerformTransfer(_joiner.OnPage(donor, page, Now));
    }

    // A page that cannot be read is not credited: it comes again, and then from another member.
    private void MergePage(TransferStep.Merge step)
    {
        var pieces = PieceCodec.Read(step.Page.Payload, PieceCodec.NoAuthor);
        var merged = new PageMerged(step);
        if (pieces.Count == 0) _port.ToSelf(merged);
        var countdown = new Countdown(pieces.Count, () => _port.ToSelf(merged));
        foreach (var piece in pieces) OnMergeRequest(new MergeRequest(piece, default, countdown));
    }

    private void OnPageMerged(PageMerged merged)
    {
        Send(merged.Step.Donor, merged.Step.Credit);
        PerformTransfer(_joiner.OnMerged(merged.Step.Page, Now));
    }

    private void OnTransferred(IReadOnlyList<StreamCursor> cursors)
    {
        foreach (var (stream, _) in cursors.Where(cursor => cursor.Stream != OwnStream))
            _inboxes.TryAdd(stream, NewInbox(stream, cursor: null));
        var starts = cursors.ToDictionary(cursor => cursor.Stream, cursor => cursor.Number);
        ForgetWhatDonorsForgot(starts);
        foreach (var inbox in _inboxes.Values)
        {
            inbox.StartAt(starts.GetValueOrDefault(inbox.Stream));
            OnCursorMoved(inbox);
        }

        _log.Transferred(_joiner.Pages, _board.Sessions.LiveCount);
        _digestSchedule.OnTransferred(Now);
        Announce();
        PublishStanding();
    }

    private sealed record PageMerged(TransferStep.Merge Step);
}
