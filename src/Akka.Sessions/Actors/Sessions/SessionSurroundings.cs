using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Actors;

/// <summary>What all session actors of one node share.</summary>
internal sealed record SessionSurroundings(
    int Writer, IActorRef Manager, IActorRef Replicator, SessionHandles Handles, SessionSettings Settings, TimeProvider Clock, ILogger Log);

/// <summary>Makes the actor of one session, again after a crash.</summary>
internal sealed class SessionActorProducer(SessionHandle handle, SessionSurroundings surroundings) : IIndirectActorProducer
{
    public Type ActorType => typeof(SessionActor);

    public ActorBase Produce() => new SessionActor(handle, surroundings);

    public void Release(ActorBase actor)
    {
        // The actor holds nothing that would have to be let go.
    }
}
