using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>The joiner's side of state transfer: share by share everything there is, then the rest of each stream by repair.</summary>
internal sealed partial class ManagerProtocol
{
    private TransferJoiner _joiner;
    private DateTimeOffset? _upSince;
    private bool _transferBegan;

    private TransferJoiner NewJoiner() =>
        new(_self, TransferLimits.Of(_settings.Transfer.Shares, _settings.Transfer.PageTimeout), _surroundings.NextRandom());

    // Not before this node is Up: until then it may see nobody but itself and think itself the first. And not before the others have met us,
    // because only then they keep for us what they send meanwhile; those that stay silent are waited for no longer than a page.
    private void OnViewForTransfer()
    {
        if (_joiner.IsComplete || !IsUp) return;
        _upSince ??= Now;
        var allMet = _view.ReachableOthers.All(member => IsMet(member.Id));
        if (!_transferBegan && !allMet && Now - _upSince < _settings.Transfer.PageTimeout) return;
        if (!_transferBegan) _log.TransferBegins(_settings.Transfer.Shares, _view.ReachableOthers.Length);
        _transferBegan = true;
        PerformTransfer(_joiner.OnView(_view, Now));
    }

    private void OnTransferTime()
    {
        if (_transferBegan) PerformTransfer(_joiner.OnTime(Now));
        else OnViewForTransfer();
    }

    private void PerformTransfer(IReadOnlyList<TransferStep> steps)
    {
        foreach (var step in steps) Perform(step);
    }

    private void Perform(TransferStep step)
    {
        switch (step)
        {
            case TransferStep.Ask ask:
                _log.AskingForShare(ask.Donor, ask.Request.Share, ask.Request.ShareCount, ask.Request.ResumeAfter is not null);
                Send(ask.Donor, ask.Request);
                break;
            case TransferStep.Merge merge:
                MergePage(merge.Page);
                break;
            case TransferStep.Credit credit:
                Send(credit.Donor, credit.Message);
                break;
            case TransferStep.Complete complete:
                OnTransferred(complete.Cursors);
                break;
        }
    }

    private void OnPage(TransferPage page, MemberId? from)
    {
        if (from is { } donor) PerformTransfer(_joiner.OnPage(donor, page));
    }

    // A page that cannot be read is not credited: it comes again, and then from another member.
    private void MergePage(TransferPage page)
    {
        IReadOnlyList<SessionPiece> pieces;
        try
        {
            pieces = PieceCodec.Read(page.Payload, PieceCodec.NoAuthor);
        }
        catch (Exception e)
        {
            _board.Counters.MessageRefused();
            _log.PageUnreadable(page.Share, page.Index, e);
            PerformTransfer(_joiner.OnUnreadable(page, Now));
            return;
        }

        var merged = new PageMerged(page);
        if (pieces.Count == 0) _port.ToSelf(merged);
        var countdown = new Countdown(pieces.Count, () => _port.ToSelf(merged));
        foreach (var piece in pieces) OnMergeRequest(new MergeRequest(piece, default, countdown));
    }

    private void OnPageMerged(PageMerged merged) => PerformTransfer(_joiner.OnMerged(merged.Page, Now));

    private void OnTransferred(IReadOnlyList<StreamCursor> cursors)
    {
        foreach (var (stream, _) in cursors.Where(cursor => cursor.Stream != OwnStream)) LearnOf(stream, cursor: null);
        var starts = cursors.ToDictionary(cursor => cursor.Stream, cursor => cursor.Number);
        ForgetWhatDonorsForgot(starts);
        foreach (var inbox in _inboxes.Values)
        {
            inbox.StartAt(starts.GetValueOrDefault(inbox.Stream));
            OnCursorMoved(inbox);
        }

        var progress = _joiner.Progress;
        _log.Transferred(progress.Shares, progress.Pages, progress.Bytes, _board.Sessions.LiveCount);
        _digestSchedule.OnTransferred(Now);
        BringAlong();
        NoteContact();
        Announce();
        PublishStanding();
    }

    private sealed record PageMerged(TransferPage Page);
}
