using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters: the first <c>akka.log-dead-letters</c> of them, then none for a while.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly int _most = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _silence = Context.System.Settings.LogDeadLettersSuspendDuration;
    private int _count;
    private long _silentSince;

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter || IsSilent()) return message is AllDeadLetters;
        _count++;
        var reason = letter switch
        {
            Dropped dropped => $"was dropped: {dropped.Reason}.",
            UnhandledMessage => "was not handled.",
            _ => "was not delivered.",
        };
        var last = _most == int.MaxValue || _count < _most ? ""
            : $" No more dead letters are logged {(_silence == Timeout.InfiniteTimeSpan ? "from now on" : $"for {_silence}")}.";
        if (last.Length > 0) _silentSince = Environment.TickCount64;
        Context.System.EventStream.Publish(new Info(letter.Recipient.Path.ToString(), letter.Recipient.GetType(),
            $"Message [{letter.Message.GetType().Name}] from {letter.Sender} to {letter.Recipient} {reason} [{_count}] dead letters encountered.{last}"
            + " Turn this off or adjust it with akka.log-dead-letters and akka.log-dead-letters-during-shutdown."));
        return true;
    }

    private bool IsSilent()
    {
        if (_silentSince == 0) return false;
        if (_silence == Timeout.InfiniteTimeSpan || Environment.TickCount64 - _silentSince < _silence.TotalMilliseconds) return true;
        _silentSince = 0;
        _count = 0;
        return false;
    }
}

/// <summary>Logs messages that no actor handled, at DEBUG.</summary>
internal sealed class UnhandledMessageLogger : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));

    protected override void OnReceive(object message)
    {
        if (message is not UnhandledMessage unhandled) return;
        Context.System.EventStream.Publish(new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(),
            $"Unhandled message [{unhandled.Message.GetType().Name}] from {unhandled.Sender}"));
    }
}
