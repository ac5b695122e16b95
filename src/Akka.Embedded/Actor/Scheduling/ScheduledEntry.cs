namespace Akka.Actor;

/// <summary>Something to do at a tick of the wheel, once or again and again. The links belong to the wheel and its lock.</summary>
internal abstract class ScheduledEntry
{
    internal TimerWheel Wheel;
    internal ScheduledEntry Previous;
    internal ScheduledEntry Next;
    internal long DueTick;

    /// <summary>Ticks between two times; 0 for once.</summary>
    internal long IntervalTicks;

    /// <summary>Takes it off the wheel. A <see cref="Fire"/> that has begun is not waited for.</summary>
    public void Cancel() => Wheel.Remove(this);

    /// <summary>Runs on the timer thread.</summary>
    internal abstract void Fire();
}

internal sealed class ActionEntry(Action action, ICancelable cancelable) : ScheduledEntry
{
    internal override void Fire()
    {
        if (cancelable is null || !cancelable.IsCancellationRequested) action();
        else Cancel();
    }
}

internal sealed class TellEntry(ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) : ScheduledEntry
{
    internal override void Fire()
    {
        if (cancelable is null || !cancelable.IsCancellationRequested) receiver.Tell(message, sender);
        else Cancel();
    }
}
