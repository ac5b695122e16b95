using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A ref of this system that no actor is behind.</summary>
internal class EmptyRef(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    internal override ActorSystemImpl System => system;

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is Identify identify) (sender ?? ActorRefs.Nobody).Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
        else system.Provider.DeadLetters.Publish(message, sender, this);
    }
}

/// <summary>Where messages without a receiver end: published on the event stream as <see cref="DeadLetter"/>.</summary>
internal sealed class DeadLetterRef(ActorSystemImpl system, ActorPath path) : EmptyRef(system, path)
{
    public void Publish(object message, IActorRef sender, IActorRef recipient)
    {
        while (message is ActorSelectionMessage selection) message = selection.Message;
        var from = sender ?? this;
        System.EventStream.Publish(message switch
        {
            AllDeadLetters letter => letter,
            IDeadLetterSuppression suppressed => new SuppressedDeadLetter(suppressed, from, recipient),
            _ => new DeadLetter(message, from, recipient),
        });
    }
}

/// <summary>Forgets everything.</summary>
internal sealed class IgnoringRef(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    internal override ActorSystemImpl System => system;

    protected override void TellInternal(object message, IActorRef sender) { }
}

/// <summary><c>/temp</c>: the refs of asks that someone may answer by path.</summary>
internal sealed class TempContainer(ActorSystemImpl system, ActorPath path) : EmptyRef(system, path)
{
    private readonly ConcurrentDictionary<string, InternalActorRef> _refs = new(StringComparer.Ordinal);
    private long _number;

    internal override InternalActorRef Parent => System.Provider.RootGuardian;

    public ActorPath NewPath() => new ChildActorPath(Path, AutoName.Of(Interlocked.Increment(ref _number)), 0);

    public void Add(string name, InternalActorRef actor) => _refs[name] = actor;

    public void Remove(string name) => _refs.TryRemove(name, out _);

    internal override InternalActorRef GetChild(IReadOnlyList<string> names) =>
        names.Count == 0 ? this
        : _refs.TryGetValue(names[0], out var actor) ? actor.GetChild([.. names.Skip(1)])
        : ActorRefs.Nobody;
}
