using Akka.Sessions.Messages;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>
/// Streams whose origin is gone, or cannot be reached. What anyone has of one is what there is: everyone gets it from whoever is furthest. When
/// the origin is gone and all are equally far, the stream is forgotten.
/// </summary>
internal sealed partial class ManagerProtocol
{
    private const int MaxSettled = 1000;
    private const int HopeIntervals = 10;

    // Far more than there are lives that ended just now: the rest is made up, or found by comparing.
    private const int MaxHearsay = 256;

    // Streams that someone has more of than can be repaired from anyone, and since when.
    private readonly Dictionary<StreamId, DateTimeOffset> _hopelessSince = [];

    // With the cursor at which each was forgotten: a member that still reports less brings nothing new, one that reports more does.
    private readonly Dictionary<StreamId, long> _settled = [];
    private readonly Queue<StreamId> _settledByAge = new();

    // What each member reported and this one has settled: it is told so once, or it would wait for this one for ever.
    private readonly Dictionary<MemberId, HashSet<StreamId>> _settledThere = [];

    // A stream of an origin that this member never met is learnt from whoever has something of it.
    private bool IsKnown(StreamCursor reported, MemberId reporter)
    {
        var (stream, number) = reported;
        if (stream == OwnStream || InboxOf(stream) is not null) return true;
        if (_view.TryFind(stream.Origin, out _)) return false;
        var settledAt = _settled.GetValueOrDefault(stream);
        if (number <= settledAt)
        {
            if (!_settledThere.TryGetValue(reporter, out var told)) _settledThere[reporter] = told = [];
            if (told.Count < MaxSettled) told.Add(stream);
            return false;
        }

        return LearnOf(stream, _joiner.IsComplete ? settledAt : null);
    }

    // Of streams that nobody here has met the origin of there may be as many as someone cares to make up.
    private bool LearnOf(StreamId stream, long? cursor)
    {
        if (_inboxes.ContainsKey(stream)) return true;
        var isHearsay = IsDeparted(stream);
        if (stream.Stream != StreamId.Everyone || (isHearsay && _inboxes.Count - _view.Others.Length >= MaxHearsay)) return false;
        _inboxes[stream] = NewInbox(stream, cursor, isHearsay ? InboxLimits.Hearsay : InboxLimits.Default);
        return true;
    }

    private StreamCursor[] TakeSettledFor(MemberId member) =>
        _settledThere.Remove(member, out var streams) ? [.. streams.Select(stream => new StreamCursor(stream, _settled.GetValueOrDefault(stream)))] : [];

    private void LearnOfRelay(StreamId stream, long number)
    {
        _retained.Release(stream, _cursors.AcknowledgedByAll(stream, _view));
        if (ReachableOriginOf(stream) is null) _inboxes[stream].Missing(number);
    }

    // A member that does not report such a stream, and never had anything of it, has forgotten it as settled or gets it with its transfer: it
    // is not behind.
    private void CountSettled(Cursors report)
    {
        foreach (var inbox in _inboxes.Values)
        {
            if (!IsDeparted(inbox.Stream) || _cursors.Of(report.Member, inbox.Stream) > 0) continue;
            if (report.Streams.All(cursor => cursor.Stream != inbox.Stream)) _cursors.Advance(report.Member, inbox.Stream, inbox.Cursor);
        }
    }

    private void ForgetSettled()
    {
        foreach (var inbox in _inboxes.Values.Where(inbox => !inbox.IsBehind && _cursors.IsSettled(inbox.Stream, _view)).ToArray()) Forget(inbox);
    }

    // What died with its origin is nowhere. Whoever has something behind that hole would wait for it for ever, and everyone else for him: after
    // a while in which nobody has told of more, the hole is passed. Those who miss what is behind it find it by comparing their sessions.
    private void PassLostBatches()
    {
        foreach (var inbox in _inboxes.Values)
        {
            var isHopeless = IsDeparted(inbox.Stream) && inbox.IsBehind && _joiner.IsComplete && _view.ReachableOthers.Length == _view.Others.Length
                && _cursors.Furthest(inbox.Stream, _view) <= inbox.Cursor;
            if (!isHopeless) _hopelessSince.Remove(inbox.Stream);
            else if (_hopelessSince.TryAdd(inbox.Stream, Now) || Now - _hopelessSince[inbox.Stream] < _settings.Replication.RepairInterval * HopeIntervals) continue;
            else PassHole(inbox);
        }
    }

    private void PassHole(Inbox inbox)
    {
        _hopelessSince.Remove(inbox.Stream);
        _log.BatchesLost(inbox.Stream, inbox.Cursor, inbox.LastKnown);
        foreach (var batch in inbox.TakeHeld()) Merge(inbox, batch);
        if (inbox.CloseHoles()) OnCursorMoved(inbox);
    }

    // What a donor does not list it has forgotten, and what it had of it came with its sessions. To go on believing that it has those batches
    // would be to ask for them, and then for all sessions again, for ever. Whoever still has something of the stream says so in its next report.
    private void ForgetWhatDonorsForgot(Dictionary<StreamId, long> listed)
    {
        foreach (var inbox in _inboxes.Values.Where(inbox => IsDeparted(inbox.Stream) && !listed.ContainsKey(inbox.Stream)).ToArray()) Forget(inbox);
    }

    private void Forget(Inbox inbox)
    {
        var stream = inbox.Stream;
        Settle(stream, inbox.Cursor);
        _inboxes.Remove(stream);
        _acksWanted.Remove(stream);
        _hopelessSince.Remove(stream);
        _retained.Forget(stream);
        _cursors.Forget(stream);
        _board.Applied.Forget(stream.Origin);
    }

    private void Settle(StreamId stream, long cursor)
    {
        if (_settled.TryAdd(stream, cursor)) _settledByAge.Enqueue(stream);
        _settled[stream] = cursor;
        if (_settledByAge.Count > MaxSettled) _settled.Remove(_settledByAge.Dequeue());
    }

    private MemberId? ReachableOriginOf(StreamId stream) =>
        _view.TryFind(stream.Origin, out var origin) && _view.TryFind(origin.Value, out var member) && member.IsReachable ? origin : null;

    private bool IsDeparted(StreamId stream) => !_view.TryFind(stream.Origin, out _);
}
