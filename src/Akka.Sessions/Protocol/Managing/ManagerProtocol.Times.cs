using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>What happens because time passes: accesses are told, ended sessions are forgotten.</summary>
internal sealed partial class ManagerProtocol
{
    private const int AccessesPerOffer = 1000;

    private readonly Tombstones _tombstones;
    private readonly ClockSkew _skew;

    private void TellAccesses()
    {
        var accesses = new List<SessionAccess>();
        while (_board.Sessions.TryTakeTouched(out var handle))
        {
            if (handle.TakeAccess() is { } access) accesses.Add(access);
            if (accesses.Count < AccessesPerOffer) continue;
            _port.ToReplicator(new OfferAccesses([.. accesses]));
            accesses.Clear();
        }

        if (accesses.Count > 0) _port.ToReplicator(new OfferAccesses(accesses));
    }

    private void OnExpiryTick()
    {
        LookAtDue();
        foreach (var id in _tombstones.TakeHeard(HasEveryone, Now)) ForgetContent(id);
        foreach (var tombstone in _tombstones.TakeForgettable(HasEveryone, SentByNow, Now)) Forget(tombstone);
        Send(_donations.OnTime(Now));
    }

    private void OnTombstoneNoted(TombstoneNoted noted)
    {
        if (noted.Tombstone.Removed is null && _expiry.IsHeld(noted.Tombstone.Id)) Perform(_expiry.OnEnded(noted.Tombstone.Id));
        if (_tombstones.Add(noted.Tombstone) is not { } dropped) return;
        _log.TombstoneDroppedEarly(_settings.MaxTombstones);
        Forget(dropped);
    }

    // A stream that is settled, or none at all (what came by transfer), has nobody left who could not know. But what this node brought along
    // from a former life came by no stream either, and nobody knows it before it was compared with.
    private long HasEveryone(StreamId stream)
    {
        if (stream == OwnStream || _inboxes.ContainsKey(stream)) return _cursors.AcknowledgedByAll(stream, _view);
        return stream == default && IsTellingOfReturn ? -1 : long.MaxValue;
    }

    // An origin says itself how much it sent. Of one that is gone, what waits behind a gap is in no cursor, and may be all that is left.
    private StreamCursor[]? SentByNow() => _view.ReachableOthers.Length < _view.Others.Length
        ? null
        : [new(OwnStream, _published), .. _inboxes.Values.Select(SentIn)];

    private StreamCursor SentIn(Inbox inbox) =>
        new(inbox.Stream, Math.Max(IsDeparted(inbox.Stream) ? inbox.LastKnown : 0, _cursors.Furthest(inbox.Stream, _view)));

    private void ForgetContent(SessionId id)
    {
        if (_board.Sessions.TryGet(id, out var handle)) _port.ToSession(handle, ForgetContentRequest.Instance);
    }

    private void Forget(Tombstone tombstone)
    {
        if (tombstone.Removed is not { } removed) ForgetSession(tombstone.Id);
        else if (_board.Sessions.TryGet(tombstone.Id, out var handle)) _port.ToSession(handle, new ForgetRemovedRequest(removed));
    }
}
