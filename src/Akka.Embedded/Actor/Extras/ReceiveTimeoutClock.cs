using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// Measures how long an actor has received nothing. A message only notes the time; the timer is set anew when it runs out, not at each message.
/// </summary>
internal sealed class ReceiveTimeoutClock : ScheduledEntry, IAutoReceivedMessage, INotInfluenceReceiveTimeout, INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    private readonly ActorCell _cell;
    private TimeSpan _lastMessage;

    public ReceiveTimeoutClock(ActorCell cell, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        _cell = cell;
        Length = length;
        _lastMessage = cell.System.Wheel.Elapsed;
        cell.System.Wheel.Schedule(this, length, TimeSpan.Zero);
    }

    public TimeSpan Length { get; }

    public void NoteMessage(object message)
    {
        if (message is not INotInfluenceReceiveTimeout) _lastMessage = _cell.System.Wheel.Elapsed;
    }

    /// <summary>Called in the actor when the timer has run out: whether the time is up. Sets the timer for what is left, or for the next time.</summary>
    public bool HasRunOut()
    {
        var now = _cell.System.Wheel.Elapsed;
        var left = _lastMessage + Length - now;
        var isUp = left <= TimeSpan.Zero;
        if (isUp) _lastMessage = now;
        _cell.System.Wheel.Schedule(this, isUp ? Length : left, TimeSpan.Zero);
        return isUp;
    }

    internal override void Fire() => _cell.Tell(this, ActorRefs.NoSender);
}
