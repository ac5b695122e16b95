using Akka.Sessions.Messages;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>Who is how far: acknowledgements, announcements, and what is sent again because someone misses it.</summary>
internal sealed partial class ManagerProtocol
{
    private readonly MemberCursors _cursors = new();
    private readonly HashSet<int> _acknowledgeTo = [];
    private readonly HashSet<MemberId> _toldSinceTick = [];
    private long _published;

    private StreamId OwnStream => new(_self.Incarnation);

    private void OnPublished(Published published)
    {
        _published = published.LastNumber;
        _cursors.Advance(_self, OwnStream, _published);
    }

    private void OnCursors(Cursors report)
    {
        if (report.Member == _self || !IsMet(report.Member)) return;
        StreamCursor[] known = [.. report.Streams.Where(cursor => IsKnown(cursor, report.Member)).Select(NoFurtherThanSent)];
        _cursors.Learn(report with { Streams = known });
        InboxOf(new StreamId(report.Member.Incarnation))?.Announced(report.LastNumber, Now);
        foreach (var (stream, number) in known)
        {
            if (stream == OwnStream) _port.ToReplicator(new Acknowledged(report.Member, number));
            else LearnOfRelay(stream, number);
        }

        CountSettled(report);
        RepairWhatIsDue();
        AnswerReport(report.Member);
    }

    // Nobody has more of what this member wrote than it sent. One who says so would be waited for, as long as anyone remembers it.
    private StreamCursor NoFurtherThanSent(StreamCursor reported) =>
        reported.Stream == OwnStream ? reported with { Number = Math.Min(reported.Number, _published) } : reported;

    // Whoever reports may not know how far this member is, and this member may see no reason to say so by itself. One answer between two
    // ticks: answers to answers would never end.
    private void AnswerReport(MemberId member)
    {
        if (!_toldSinceTick.Contains(member)) AnnounceTo(member);
    }

    // Behind the batches that are in the mailbox now: one report acknowledges them all.
    private void AcknowledgeSoon(int origin)
    {
        if (_acknowledgeTo.Add(origin) && _acknowledgeTo.Count == 1) _port.ToSelf(AcknowledgeNow.Instance);
    }

    private void Acknowledge()
    {
        foreach (var origin in _acknowledgeTo)
        {
            if (_view.TryFind(origin, out var member)) AnnounceTo(member.Value);
        }

        _acknowledgeTo.Clear();
    }

    private void Announce()
    {
        _toldSinceTick.Clear();
        PassLostBatches();
        ForgetSettled();
        foreach (var stream in _inboxes.Keys) _retained.Release(stream, _cursors.AcknowledgedByAll(stream, _view));
        RepairWhatIsDue();
        if (!_cursors.IsAnyoneBehind(_view)) return;
        var own = OwnCursors;
        foreach (var member in _view.ReachableOthers) AnnounceTo(member.Id, own);
    }

    private void AnnounceTo(MemberId member) => AnnounceTo(member, OwnCursors);

    private void AnnounceTo(MemberId member, StreamCursor[] own)
    {
        _toldSinceTick.Add(member);
        var settled = TakeSettledFor(member);
        Send(member, new Cursors(_self, _published, settled.Length == 0 ? own : [.. own, .. settled]));
    }

    private StreamCursor[] OwnCursors => [.. _inboxes.Values.Select(inbox => new StreamCursor(inbox.Stream, inbox.Cursor))];

    private void RepairWhatIsDue()
    {
        var now = Now;
        foreach (var inbox in _inboxes.Values)
        {
            if (inbox.DueRepair(now) is { } missing) AskForRepair(missing);
        }
    }

    private void AskForRepair(RepairRequest missing)
    {
        if ((ReachableOriginOf(missing.Stream) ?? _cursors.WhoHas(missing.Stream, missing.From, _view)) is not { } holder) return;
        _board.Counters.RepairAsked();
        _log.AskingForRepair(missing.Stream, missing.From, missing.To, holder);
        _inboxes[missing.Stream].Relays.Add(holder);
        Send(holder, missing);
    }

    private void OnRepairRequest(RepairRequest request, MemberId? from)
    {
        if (from is not { } member) return;
        _board.Counters.RepairServed();
        if (request.Stream == OwnStream)
        {
            _port.ToReplicator(new ResendRequest(request, member));
            return;
        }

        foreach (var batch in _retained.Find(request.Stream, request.From, request.To)) Send(member, batch);
        var firstHeld = _retained.FirstHeld(request.Stream) ?? request.To + 1;
        if (request.From < firstHeld) Send(member, new RepairUnavailable(request.Stream, firstHeld));
    }

    // What nobody keeps any more is found in the sessions themselves, by comparing them with those of the member that is furthest.
    private void OnRepairUnavailable(RepairUnavailable answer, MemberId? from)
    {
        if (answer.LastNumber is { } last && from?.Incarnation == answer.Stream.Origin)
            LetGo(_tokenWaits.OnLastNumber(answer.Stream, last, answer.AskedTo));
        if (!IsComplete || !_inboxes.TryGetValue(answer.Stream, out var inbox) || inbox.Cursor + 1 >= answer.FirstHeld) return;
        if (_cursors.WhoHas(answer.Stream, inbox.Cursor + 1, _view) is not { } holder) return;
        _log.BatchesGone(answer.Stream, inbox.Cursor, answer.FirstHeld, holder);
        Compare(holder, isRepair: true);
    }

    private sealed class AcknowledgeNow
    {
        public static readonly AcknowledgeNow Instance = new();
    }
}
