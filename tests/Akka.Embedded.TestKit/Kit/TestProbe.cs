using Akka.Actor;

namespace Akka.TestKit;

/// <summary>
/// One more actor that the test stands behind, with messages of its own. Give <see cref="Ref"/> to whom it is to hear from.
/// </summary>
public class TestProbe : TestKitBase, INoImplicitSender
{
    internal TestProbe(ActorSystem system, string? name) : base(system, name)
    {
    }

    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message that was looked at last.</summary>
    public IActorRef Sender => LastSender;

    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Passes the last message on as if its sender had sent it there.</summary>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage, LastSender);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, LastSender);
}

/// <summary>A kit whose test is not the sender of messages told without one.</summary>
public interface INoImplicitSender;
