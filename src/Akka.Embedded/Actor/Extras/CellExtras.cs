namespace Akka.Actor;

/// <summary>What few actors need: behaviours, watching, timers, stash, receive timeout, failure and restart in progress, an asynchronous handler.</summary>
internal sealed class CellExtras
{
    /// <summary>The behaviours that Become put over the initial one; the last is in force.</summary>
    public List<Receive> Behaviors;

    /// <summary>The strategy once asked of the actor.</summary>
    public SupervisorStrategy Strategy;

    public DeathWatch Watch;

    public ActorTimers Timers;

    public ActorStash Stash;

    public ReceiveTimeoutClock ReceiveTimeout;

    /// <summary>Set while the actor waits, suspended, for the verdict of its parent.</summary>
    public bool HasFailed;

    /// <summary>The child whose failure this actor escalated, if that is why it failed.</summary>
    public ActorCell Perpetrator;

    /// <summary>Why the restart is made that waits for children to stop.</summary>
    public Exception RestartCause;

    /// <summary>Suspensions and restarts that came during such a wait, to be dealt with after it.</summary>
    public List<SystemMessage> Deferred;

    /// <summary>The asynchronous handler that holds the mailbox.</summary>
    public ActorTaskContext Awaiting;
}
