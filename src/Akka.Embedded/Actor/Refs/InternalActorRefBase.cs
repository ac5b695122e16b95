global using InternalActorRef = Akka.Actor.Internal.InternalActorRefBase;

namespace Akka.Actor.Internal;

/// <summary>
/// What every ref of the engine can do besides taking messages; the engine calls it <c>InternalActorRef</c>. Nothing outside the engine derives from it.
/// </summary>
public abstract class InternalActorRefBase : ActorRefBase
{
    private protected InternalActorRefBase() { }

    /// <summary>The system that the ref belongs to; <see langword="null"/> for <see cref="Nobody"/> and the stdout logger.</summary>
    internal abstract ActorSystemImpl System { get; }

    internal abstract bool IsLocal { get; }

    internal abstract InternalActorRefBase Parent { get; }

    /// <summary>Delivers a message of the engine, ahead of all others.</summary>
    internal abstract void SendSystemMessage(SystemMessage message);

    /// <summary>The ref found by going down <paramref name="names"/> (<c>..</c> goes up), or <see cref="Nobody"/>.</summary>
    internal abstract InternalActorRefBase GetChild(IReadOnlyList<string> names);

    /// <summary>Stops the actor after the message it is at.</summary>
    internal void Stop() => SendSystemMessage(Terminate.Instance);
}
