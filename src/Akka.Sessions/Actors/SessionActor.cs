using Akka.Actor;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Actors;

/// <summary>One session on this node: performs its <see cref="SessionProtocol"/>, one message at a time. A node has a hundred thousand of these.</summary>
internal sealed class SessionActor(SessionHandle handle, SessionSurroundings surroundings) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (!new SessionProtocol(handle, surroundings).Receive(message)) Unhandled(message);
    }
}

/// <summary>A session with the actor that keeps it.</summary>
internal sealed class ActorSession(SessionId id) : SessionHandle(id)
{
    /// <summary>Set by the manager before anyone else sees the handle.</summary>
    public IActorRef Actor { get; set; } = ActorRefs.Nobody;
}

/// <summary>Makes the actor of one session, again after a crash: it goes on from what it published last.</summary>
internal sealed class SessionActorProducer(SessionHandle handle, SessionSurroundings surroundings) : IIndirectActorProducer
{
    public Type ActorType => typeof(SessionActor);

    public ActorBase Produce() => new SessionActor(handle, surroundings);

    public void Release(ActorBase actor)
    {
        // The actor holds nothing that would have to be let go.
    }
}

/// <summary>What sessions tell the other two actors of their node.</summary>
internal sealed class ActorSessionPort(IActorRef manager, IActorRef replicator) : ISessionPort
{
    public void ToManager(object message) => manager.Tell(message, ActorRefs.NoSender);

    public void ToReplicator(object message) => replicator.Tell(message, ActorRefs.NoSender);
}
