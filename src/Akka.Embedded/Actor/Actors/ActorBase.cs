namespace Akka.Actor;

/// <summary>
/// One actor: state that only its own messages touch, one at a time. Made by <see cref="Props"/> inside a system, never with <c>new</c>.
/// </summary>
public abstract class ActorBase
{
    /// <summary>Stands for <see cref="Receive"/> of whatever actor runs, so that no actor needs a delegate of its own for it.</summary>
    internal static readonly Receive InitialBehavior = static message => ActorCell.Current.Actor.Receive(message);

    private readonly ActorCell _cell;

    protected ActorBase() => _cell = ActorCell.Current ?? throw new ActorInitializationException(
        $"{GetType()} was made with new. Make actors with ActorOf(Props.Create(…)), so that they have a context.");

    protected static Receive EmptyReceive { get; } = static _ => false;

    protected static IActorContext Context => ActorCell.CurrentContext;

    protected IActorRef Self => _cell;

    protected IActorRef Sender => _cell.Sender;

    internal ActorCell Cell => _cell;

    protected abstract bool Receive(object message);

    protected virtual bool AroundReceive(Receive receive, object message)
    {
        // The shortcut saves the detour through the thread's current actor.
        if (ReferenceEquals(receive, InitialBehavior) ? Receive(message) : receive(message)) return true;
        Unhandled(message);
        return false;
    }

    protected virtual void PreStart() { }

    protected virtual void PostStop() { }

    /// <summary>Called on the failed actor before it is replaced. Stops the children and calls <see cref="PostStop"/> unless overridden.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        _cell.StopAndUnwatchChildren();
        PostStop();
    }

    /// <summary>Called on the fresh actor. Calls <see cref="PreStart"/> unless overridden.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>Called for a message that no behaviour took: an unhandled <see cref="Terminated"/> fails the actor, anything else is published.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        _cell.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop() => PostStop();

    public virtual void AroundPreRestart(Exception cause, object message) => PreRestart(cause, message);

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    protected void Become(Receive receive) => _cell.Become(receive);

    protected void BecomeStacked(Receive receive) => _cell.BecomeStacked(receive);

    protected void UnbecomeStacked() => _cell.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => _cell.SetReceiveTimeout(timeout);

    internal void ReceiveAround(Receive behavior, object message) => AroundReceive(behavior, message);

    internal SupervisorStrategy MakeSupervisorStrategy() => SupervisorStrategy();
}
