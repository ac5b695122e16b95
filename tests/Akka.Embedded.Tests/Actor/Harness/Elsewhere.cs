using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Embedded.Tests.Actor.Harness;

/// <summary>A ref of another node, as far as this one can tell: it notes system messages, and nothing can be sent to it.</summary>
internal sealed class Elsewhere(ActorSystemImpl system, ActorPath path) : InternalActorRefBase
{
    /// <summary>The first system message that it was sent.</summary>
    public TaskCompletionSource<SystemMessage> Got { get; } = new();

    public override ActorPath Path => path;

    internal override ActorSystemImpl System => system;

    internal override bool IsLocal => false;

    internal override InternalActorRefBase Parent => ActorRefs.Nobody;

    internal override void SendSystemMessage(SystemMessage message) => Got.TrySetResult(message);

    internal override InternalActorRefBase GetChild(IReadOnlyList<string> names) => ActorRefs.Nobody;

    protected override void TellInternal(object message, IActorRef sender) => throw new InvalidOperationException($"{message.GetType()} cannot be sent.");
}
