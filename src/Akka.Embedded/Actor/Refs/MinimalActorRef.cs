using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>A local ref with no actor behind it.</summary>
public abstract class MinimalActorRef : InternalActorRefBase
{
    private protected MinimalActorRef() { }

    internal override ActorSystemImpl System => null;

    internal override bool IsLocal => true;

    internal override InternalActorRefBase Parent => ActorRefs.Nobody;

    internal override void SendSystemMessage(SystemMessage message)
    {
        // It never lived, so whoever watches it is told at once.
        if (message is Watch watch) watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, ExistenceConfirmed: false, AddressTerminated: false));
    }

    internal override InternalActorRefBase GetChild(IReadOnlyList<string> names) => names.All(string.IsNullOrEmpty) ? this : ActorRefs.Nobody;
}

/// <summary>The ref of no actor; what it is told is forgotten.</summary>
public sealed class Nobody : MinimalActorRef
{
    public static readonly Nobody Instance = new();

    private Nobody() { }

    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "/Nobody");

    protected override void TellInternal(object message, IActorRef sender) { }

    internal override void SendSystemMessage(SystemMessage message) { }
}

public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    public static readonly IActorRef NoSender;
}
