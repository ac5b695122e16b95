using Akka.Sessions.Placement;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>Sessions that are over by time: one member asks all others, and ends those that nobody knows in use.</summary>
internal sealed partial class ManagerProtocol
{
    private const int TicksBetweenLooks = 5;
    private static readonly TimeSpan FarAway = TimeSpan.FromDays(1);

    private readonly ExpiryWheel _wheel;
    private readonly SessionExpiry<TaskCompletionSource> _expiry;

    private void LookAtDue()
    {
        var moment = Moment;
        var due = new List<SessionId>();
        foreach (var id in _wheel.TakeDue(moment.Uptime))
        {
            if (_board.Sessions.TryGet(id, out var handle) && IsToEnd(handle, moment)) due.Add(id);
        }

        if (due.Count > 0) Perform(_expiry.Propose(due, _view, moment));
    }

    // One member asks for its end; all look again a little later, in case that one goes or the vote cannot be held.
    private bool IsToEnd(SessionHandle handle, Moment moment)
    {
        // Not the entry that counts: the timeout was changed since it was made.
        if (handle.State.IsEnded || handle.LookTick > _wheel.Tick) return false;
        var age = handle.AgeAt(moment, _settings.IdleTimeout);
        var again = _settings.ExpiryInterval * TicksBetweenLooks;
        Schedule(handle, !age.IsDue ? age.Remaining : age.IdleTimeout / 4 < again ? age.IdleTimeout / 4 : again);
        return age.IsDue && ExpiryMember.Of(handle.Id, _view, age.IsLongOverdue) == _self;
    }

    private void Schedule(SessionHandle handle, TimeSpan remaining)
    {
        // The earliest entry counts; when it comes up, it finds the time of the next. No further than the wheel reaches: infinite is no time.
        var due = Moment.Uptime + (remaining < FarAway ? remaining : FarAway);
        if (handle.LookTick > _wheel.Tick && handle.LookTick <= _wheel.TickFor(due)) return;
        handle.LookTick = _wheel.Schedule(handle.Id, due);
    }

    private SessionAge? AgeOf(SessionId id, Moment moment) =>
        _board.Sessions.TryGet(id, out var handle) && !handle.State.IsEmpty ? handle.AgeAt(moment, _settings.IdleTimeout) : null;

    private void Perform(ExpiryStep<TaskCompletionSource> step)
    {
        foreach (var id in step.Held) Hold(id, isHeld: true);
        foreach (var (to, message) in step.Messages) Send(to, message);
        foreach (var veto in step.Vetoes) NoteAccess(veto.Id, veto.LastAccess, veto.IdleFor);
        foreach (var id in step.Ended) End(id);
        foreach (var id in step.Freed) Hold(id, isHeld: false);
        foreach (var waiter in step.Released) waiter.TrySetResult();
        if (_expiry.Count > 0) KeepTimeForWaiting();
    }

    private void Hold(SessionId id, bool isHeld)
    {
        if (_board.Sessions.TryGet(id, out var handle)) handle.IsHeld = isHeld;
    }

    private void End(SessionId id)
    {
        if (_board.Sessions.TryGet(id, out var handle)) _port.ToSession(handle, new ExpireRequest(Moment));
    }
}
