namespace Akka.Actor;

/// <summary>One message in a mailbox, or in a stash.</summary>
internal class MailboxNode(object message, IActorRef sender)
{
    public readonly object Message = message;
    public readonly IActorRef Sender = sender;
    public MailboxNode Next;
}

/// <summary>A message of the engine, so that the mailbox can tell it from the others at a glance.</summary>
internal sealed class SystemNode(SystemMessage message) : MailboxNode(message, null);
