using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Placement;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>What happens because time passes: accesses are told, idle sessions end, ended ones are forgotten.</summary>
internal sealed partial class ManagerProtocol
{
    private const int AccessesPerOffer = 1000;

    private readonly ExpiryWheel _wheel;
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
        var now = Now;
        foreach (var id in _wheel.TakeDue(now))
        {
            if (_board.Sessions.TryGet(id, out var handle)) LookAt(handle, now);
        }

        foreach (var id in _tombstones.TakeHeard(HasEveryone)) ForgetContent(id);
        foreach (var tombstone in _tombstones.TakeForgettable(HasEveryone, now)) Forget(tombstone);
        ForgetOldDonations();
    }

    // One member ends it for all; the others look again a little later, in case that one goes.
    private void LookAt(SessionHandle handle, DateTimeOffset now)
    {
        // Not the entry that counts: the timeout was changed since it was made.
        if (handle.State.IsEnded || handle.LookTick > _wheel.Tick) return;
        var due = SessionTimes.DueAt(handle, _settings);
        if (due <= now)
        {
            if (ExpiryMember.Of(handle.Id, _view) == _self) _port.ToSession(handle, new ExpireRequest(now));
            due = now + (_settings.ExpiryInterval * 5);
        }

        Schedule(handle, due);
    }

    private void Schedule(SessionHandle handle, DateTimeOffset due)
    {
        // The earliest entry counts; when it comes up, it finds the time of the next.
        if (handle.LookTick > _wheel.Tick && handle.LookTick <= _wheel.TickFor(due)) return;
        handle.LookTick = _wheel.Schedule(handle.Id, due);
    }

    private void OnTombstoneNoted(TombstoneNoted noted)
    {
        if (_tombstones.Add(noted.Tombstone) is not { } dropped) return;
        _log.TombstoneDroppedEarly(_settings.MaxTombstones);
        Forget(dropped);
    }

    // A stream that is settled, or none at all (what came by transfer), has nobody left who could not know.
    private long HasEveryone(StreamId stream) =>
        stream == OwnStream || _inboxes.ContainsKey(stream) ? _cursors.AcknowledgedByAll(stream, _view) : long.MaxValue;

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
