using Akka.Event;

namespace Akka.Actor;

/// <summary>How an actor deals with the failures of its children.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stops what cannot be made, was killed or broke a death pact; restarts the rest.</summary>
    public static readonly IDecider DefaultDecider = Actor.Decider.From(Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(), Directive.Stop.When<ActorKilledException>(), Directive.Stop.When<DeathPactException>());

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    public static readonly OneForOneStrategy StoppingStrategy = new(Actor.Decider.From(Directive.Stop));

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; set; } = true;

    protected abstract Directive Handle(IActorRef child, Exception exception);

    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate) return;
        var cell = (ActorCell)context;
        var message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        cell.System.EventStream.Publish(directive == Directive.Resume
            ? new Warning(cause, child.Path.ToString(), cell.ActorType, message)
            : new Error(cause, child.Path.ToString(), cell.ActorType, message));
    }

    /// <summary>Carries out the decision for a failed child; false when it is to be escalated.</summary>
    internal bool HandleFailure(ActorCell parent, ActorCell child, Exception cause)
    {
        var directive = Handle(child, cause);
        if (directive == Directive.Restart && !MayRestart(parent, child)) directive = Directive.Stop;
        LogFailure(parent, child, cause, directive);
        if (directive == Directive.Escalate) return false;
        Apply(directive, parent, child, cause);
        return true;
    }

    private protected abstract void Apply(Directive directive, ActorCell parent, ActorCell child, Exception cause);

    private protected abstract bool MayRestart(ActorCell parent, ActorCell child);
}
