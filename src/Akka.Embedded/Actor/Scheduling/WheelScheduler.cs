namespace Akka.Actor;

/// <summary>The public face of the <see cref="TimerWheel"/>.</summary>
internal sealed class WheelScheduler(TimerWheel wheel) : IScheduler, IAdvancedScheduler
{
    public IAdvancedScheduler Advanced => this;

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public TimeSpan MonotonicClock => wheel.Elapsed;

    public TimeSpan HighResMonotonicClock => wheel.Elapsed;

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        wheel.Schedule(new TellEntry(receiver, message, sender, cancelable), Delay(delay), TimeSpan.Zero);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        wheel.Schedule(new TellEntry(receiver, message, sender, cancelable), Delay(initialDelay), Interval(interval));

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        wheel.Schedule(new ActionEntry(action, cancelable), Delay(delay), TimeSpan.Zero);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        wheel.Schedule(new ActionEntry(action, cancelable), Delay(initialDelay), Interval(interval));

    private static TimeSpan Delay(TimeSpan delay) =>
        delay >= TimeSpan.Zero ? delay : throw new ArgumentOutOfRangeException(nameof(delay), delay, "A delay is not negative.");

    private static TimeSpan Interval(TimeSpan interval) =>
        interval > TimeSpan.Zero ? interval : throw new ArgumentOutOfRangeException(nameof(interval), interval, "An interval is longer than zero.");
}
