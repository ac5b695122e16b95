namespace Akka.Actor;

/// <summary>What the engine needs of remoting. There is none with <c>akka.actor.provider = local</c>.</summary>
internal interface IRemoteSide
{
    /// <summary>The address that other nodes reach this system at; known once started.</summary>
    Address LocalAddress { get; }

    /// <summary>Binds the port.</summary>
    void Start();

    InternalActorRef RefFor(ActorPath path);

    Task ShutdownAsync();
}
