using Akka.Event;

namespace Akka.Actor;

/// <summary>One timer of an actor, and the message that says it has run out: the actor takes it only if it is still the timer of its key.</summary>
internal sealed class ActorTimer(ActorCell cell, object key, object message, IActorRef sender)
    : ScheduledEntry, IAutoReceivedMessage, INotInfluenceReceiveTimeout, INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    public object Key { get; } = key ?? throw new ArgumentNullException(nameof(key));

    public object Message { get; } = message ?? throw new ArgumentNullException(nameof(message));

    public bool IsPeriodic { get; init; }

    internal override void Fire() => cell.Tell(this, sender);
}

/// <summary>The timers of one actor, used by that actor only.</summary>
internal sealed class ActorTimers(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, ActorTimer> _timers = [];

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => StartPeriodicTimer(key, msg, interval, interval, cell);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, cell);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Start(new ActorTimer(cell, key, msg, sender) { IsPeriodic = true }, initialDelay, interval);
    }

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => StartSingleTimer(key, msg, timeout, cell);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) =>
        Start(new ActorTimer(cell, key, msg, sender), timeout, TimeSpan.Zero);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer)) timer.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values) timer.Cancel();
        _timers.Clear();
    }

    /// <summary>Whether a timer that has run out still counts; one that was cancelled or replaced since does not.</summary>
    public bool Take(ActorTimer timer)
    {
        if (!_timers.TryGetValue(timer.Key, out var current) || !ReferenceEquals(current, timer)) return false;
        if (!timer.IsPeriodic) _timers.Remove(timer.Key);
        return true;
    }

    private void Start(ActorTimer timer, TimeSpan delay, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        Cancel(timer.Key);
        cell.System.Wheel.Schedule(timer, delay, interval);
        _timers[timer.Key] = timer;
    }
}
