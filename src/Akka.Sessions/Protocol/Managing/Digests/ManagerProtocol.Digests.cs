using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>
/// Comparisons with other members: what neither batches nor repair brought shows in the digests of the sessions, and only that travels.
/// </summary>
internal sealed partial class ManagerProtocol
{
    private readonly DigestSchedule _digestSchedule;
    private readonly DigestAnswers _digestAnswers;

    /// <summary>The comparisons that this member begins, and what came of them.</summary>
    public DigestExchanges Digests { get; }

    private void CompareWithOthers()
    {
        foreach (var again in Digests.OnTime(Now)) Perform(again);
        if (!IsComplete) return;
        CompareForReturn();
        var due = _digestSchedule.TakeDue(_view, Now, _surroundings.NextRandom());
        foreach (var member in due.Where(IsMet)) Compare(member, isRepair: false);
    }

    private void Compare(MemberId member, bool isRepair) => Perform(Digests.Begin(member, isRepair, Now));

    // A member that gets everything itself just now would look empty, and be sent all there is: it does not answer.
    private void OnDigestOffer(DigestOffer offer)
    {
        if (!IsMet(offer.Member) || !IsComplete) return;
        _digestSchedule.OnAsked(offer.Member);
        StreamCursor[] cursors = [new(OwnStream, _published), .. OwnCursors];
        Send(offer.Member, _digestAnswers.Answer(offer, cursors));
    }

    private void OnDigestContent(DigestContent content)
    {
        if (!IsMet(content.Member)) return;
        var (answer, news) = _digestAnswers.Answer(content, PieceCodec.Read(content.Payload, PieceCodec.NoAuthor));
        foreach (var piece in news) OnMergeRequest(new MergeRequest(piece, default, null));
        Send(content.Member, answer);
    }

    private void OnDigestEntries(DigestEntries entries) => Perform(Digests.OnEntries(entries, Now));

    private void OnDigestAnswer(DigestAnswer answer) =>
        Perform(Digests.OnAnswer(answer, PieceCodec.Read(answer.Payload, PieceCodec.NoAuthor), Now));

    private void OnDigestsMerged(DigestsMerged merged) => Perform(Digests.OnMerged(merged.Answer, Now));

    private void Perform(DigestStep step)
    {
        switch (step)
        {
            case DigestStep.Send send:
                Send(send.To, send.Message);
                break;
            case DigestStep.Merge merge:
                var countdown = new Countdown(merge.News.Count, () => _port.ToSelf(new DigestsMerged(merge.Answer)));
                foreach (var piece in merge.News) OnMergeRequest(new MergeRequest(piece, default, countdown));
                break;
            case DigestStep.Done done:
                OnCompared(done);
                break;
        }
    }

    private void OnCompared(DigestStep.Done done)
    {
        _log.Compared(done.With, done.Differing);
        _toldOfReturn.Remove(done.With);
        if (!done.IsRepair) return;
        _log.MissingFound(done.With, done.Differing);
        SkipTo(done.Cursors);
    }

    // What no batch can bring any more is here now, with all that came before it. What was kept of these streams would have a hole from now
    // on, so it goes: whoever needs it compares as well.
    private void SkipTo(IReadOnlyList<StreamCursor> cursors)
    {
        ForgetWhatDonorsForgot(cursors.DistinctBy(cursor => cursor.Stream).ToDictionary(cursor => cursor.Stream, cursor => cursor.Number));
        foreach (var (stream, number) in cursors)
        {
            if (!_inboxes.TryGetValue(stream, out var inbox) || inbox.Cursor >= number) continue;
            inbox.StartAt(number);
            _retained.Release(stream, number);
            OnCursorMoved(inbox);
        }

        Announce();
    }

    private sealed record DigestsMerged(DigestAnswer Answer);
}
