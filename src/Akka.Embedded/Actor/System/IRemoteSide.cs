namespace Akka.Actor;

/// <summary>What the engine needs of remoting. There is none with <c>akka.actor.provider = local</c>.</summary>
internal interface IRemoteSide
{
    /// <summary>The address that other nodes reach this system at; known once started.</summary>
    Address LocalAddress { get; }

    /// <summary>Binds the port.</summary>
    void Start();

    InternalActorRef RefFor(ActorPath path);

    /// <summary>Cuts off one incarnation of an address for good; what is sent there goes to the dead letters.</summary>
    void Quarantine(Address address, int uid);

    Task ShutdownAsync();
}
