namespace Akka.Actor;

/// <summary>
/// Brings the code after an await of an asynchronous handler back to its actor: as a system message, so that it runs alone and in the actor's context
/// while the mailbox is held.
/// </summary>
internal sealed class ActorTaskContext(ActorCell cell, MailboxNode node) : SynchronizationContext
{
    /// <summary>The message that the handler was called for.</summary>
    public MailboxNode Node => node;

    public override void Post(SendOrPostCallback d, object state) => cell.SendSystemMessage(new Continuation(this, d, state));

    public override void Send(SendOrPostCallback d, object state)
    {
        if (!ReferenceEquals(ActorCell.Current, cell)) throw new NotSupportedException("Nobody may wait for an actor's thread; use Post.");
        d(state);
    }

    public void End(Task task) => cell.SendSystemMessage(new TaskEnded(this, task));

    public override SynchronizationContext CreateCopy() => this;
}

internal sealed record Continuation(ActorTaskContext Context, SendOrPostCallback Callback, object State) : SystemMessage;

/// <summary>The task of an asynchronous handler has ended.</summary>
internal sealed record TaskEnded(ActorTaskContext Context, Task Task) : SystemMessage;
