namespace Akka.Actor;

/// <summary>Makes actors in its own way, for example with services.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    /// <summary>Called when the actor is stopped or replaced.</summary>
    void Release(ActorBase actor);
}
