namespace Akka.Actor;

/// <summary>A root of the tree. It supervises and forwards what is not its own to nobody.</summary>
internal sealed class GuardianActor : UntypedActor
{
    public static Props Props(SupervisorStrategy strategy) => Actor.Props.Create<GuardianActor>(strategy);

    protected override void OnReceive(object message)
    {
        if (message is StopChild stop) Context.Stop(stop.Child);
        else Unhandled(message);
    }
}

/// <summary>Asks a guardian to stop one of its children, in its own thread.</summary>
internal sealed record StopChild(IActorRef Child) : Event.IDeadLetterSuppression;
