namespace Akka.Actor;

/// <summary>A message of the engine itself. It goes ahead of all other messages of its receiver and is not held back by a suspension.</summary>
internal abstract record SystemMessage;

/// <summary>Adds <paramref name="Watcher"/> to those who are told when <paramref name="Watchee"/> stops.</summary>
internal sealed record Watch(InternalActorRef Watchee, InternalActorRef Watcher) : SystemMessage;

internal sealed record Unwatch(InternalActorRef Watchee, InternalActorRef Watcher) : SystemMessage;

/// <summary>Tells a watcher, and always the parent, that <paramref name="Actor"/> has stopped.</summary>
internal sealed record DeathWatchNotification(InternalActorRef Actor, bool ExistenceConfirmed, bool AddressTerminated) : SystemMessage;

/// <summary>Tells the parent that <paramref name="Child"/> threw and waits, suspended, for its verdict.</summary>
internal sealed record Failed(InternalActorRef Child, Exception Cause) : SystemMessage;

internal sealed record Suspend : SystemMessage
{
    public static readonly Suspend Instance = new();
}

/// <summary>Ends a suspension; with a cause, the one that this failure began.</summary>
internal sealed record Resume(Exception CausedByFailure) : SystemMessage;

/// <summary>Replaces the actor behind the ref with a fresh one.</summary>
internal sealed record Recreate(Exception Cause) : SystemMessage;

internal sealed record Terminate : SystemMessage
{
    public static readonly Terminate Instance = new();
}

/// <summary>A node is gone for good. Published on the event stream; those who watch an actor there turn it into <see cref="Terminated"/>.</summary>
internal sealed record AddressTerminated(Address Address) : IAutoReceivedMessage, IPossiblyHarmful;
