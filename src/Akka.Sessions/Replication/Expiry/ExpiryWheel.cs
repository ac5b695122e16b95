namespace Akka.Sessions.Replication;

/// <summary>
/// When to look at which session again: a timing wheel, so that nothing scans the sessions. An access does not touch the wheel: a session
/// that comes due and was accessed meanwhile is scheduled anew by its owner.
/// </summary>
internal sealed class ExpiryWheel
{
    private readonly List<SessionId>?[] _slots;
    private readonly long _tickMilliseconds;
    private long _tick;

    /// <param name="now">The uptime now; a wall clock that is set back would bring nothing up for as long.</param>
    /// <param name="tick">How exact it is: a session comes due up to one tick late.</param>
    /// <param name="slots">Times further away than all slots come due early, at the end of the round, and are scheduled anew.</param>
    public ExpiryWheel(TimeSpan now, TimeSpan tick, int slots = 4096)
    {
        _slots = new List<SessionId>?[slots];
        _tickMilliseconds = (long)tick.TotalMilliseconds;
        _tick = TickOf(now);
    }

    /// <summary>Entries in the wheel.</summary>
    public int Count { get; private set; }

    /// <summary>The tick that was taken last. What is scheduled comes up at a later one.</summary>
    public long Tick => _tick;

    /// <summary>The tick at which a session scheduled now for <paramref name="due"/> comes up.</summary>
    public long TickFor(TimeSpan due) => Math.Clamp(TickOf(due) + 1, _tick + 1, _tick + _slots.Length - 1);

    /// <summary>Brings the session up once, at <paramref name="due"/> or up to a tick later; returns the tick.</summary>
    public long Schedule(SessionId id, TimeSpan due)
    {
        var tick = TickFor(due);
        (_slots[tick % _slots.Length] ??= []).Add(id);
        Count++;
        return tick;
    }

    /// <summary>The sessions that came due since the last call. Look at each: end it, or schedule it anew.</summary>
    public IReadOnlyList<SessionId> TakeDue(TimeSpan now)
    {
        var due = new List<SessionId>();
        // After a pause longer than the round every slot is due once.
        var last = Math.Min(TickOf(now), _tick + _slots.Length);
        while (_tick < last)
        {
            _tick++;
            ref var slot = ref _slots[_tick % _slots.Length];
            if (slot is null) continue;
            due.AddRange(slot);
            slot = null;
        }

        _tick = Math.Max(_tick, TickOf(now));
        Count -= due.Count;
        return due;
    }

    private long TickOf(TimeSpan time) => (long)time.TotalMilliseconds / _tickMilliseconds;
}
