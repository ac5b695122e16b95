using Akka.Actor.Internal;

namespace Akka.Actor;

// The children: making, finding, stopping them, and what is done when one has stopped.
internal sealed partial class ActorCell
{
    private ChildTable _children;

    /// <summary>The children as they are now; for any thread.</summary>
    public ActorCell[] Children => Volatile.Read(ref _children)?.ToArray() ?? [];

    public IActorRef ActorOf(Props props, string name = null) => AddChild(props, name);

    public ActorCell AddChild(Props props, string name)
    {
        ArgumentNullException.ThrowIfNull(props);
        var children = Volatile.Read(ref _children);
        if (children is null)
        {
            if (_phase >= Phase.Terminating) throw new InvalidOperationException($"{Path} is stopping or has stopped; it makes no children.");
            Interlocked.CompareExchange(ref _children, new ChildTable(), null);
            children = _children;
        }

        if (name is null) name = children.NextAutoName();
        else if (!ActorPath.IsValidPathElement(name)) throw new InvalidActorNameException(
            $"\"{name}\" is no name for an actor: ASCII letters, digits and {ActorPath.ValidSymbols}, others as %hh, not empty and not beginning with $.");
        var child = new ActorCell(_system, props, this, name);
        children.Add(child);
        child.Start();
        return child;
    }

    public IActorRef Child(string name) => Volatile.Read(ref _children)?.Get(name) ?? (IActorRef)ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => Children;

    public void Stop(IActorRef child)
    {
        if (child is ActorCell cell && ReferenceEquals(cell._parent, this)) _children?.MarkStopping(cell);
        ((InternalActorRefBase)child).Stop();
    }

    public RestartStats RestartStatsOf(ActorCell child) => _children.RestartsOf(child);

    public void StopAndUnwatchChildren()
    {
        foreach (var child in Children)
        {
            Unwatch(child);
            Stop(child);
        }
    }

    internal override InternalActorRefBase GetChild(IReadOnlyList<string> names)
    {
        var here = this;
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (name.Length == 0) continue;
            if (name == "..")
            {
                here = here._parent ?? here;
                continue;
            }

            if (here._parent is null && here.SpecialChild(name) is { } special) return special.GetChild([.. names.Skip(i + 1)]);
            if (Volatile.Read(ref here._children)?.Get(name) is not { } child) return ActorRefs.Nobody;
            here = child;
        }

        return here;
    }

    /// <summary>What is found below the root but is no actor.</summary>
    private InternalActorRefBase SpecialChild(string name) => name switch
    {
        "temp" => _system.Provider.Temp,
        "deadLetters" => _system.Provider.DeadLetters,
        "ignore" => _system.Provider.IgnoreRef,
        _ => null,
    };

    private void StopAllChildren()
    {
        foreach (var child in Children) Stop(child);
    }

    /// <summary>Goes on with a restart or an end that waited for children to stop.</summary>
    private void OnChildGone()
    {
        if (_phase == Phase.Terminating && _children.IsEmpty) FinishTerminate();
        else if (_phase == Phase.Restarting && !_children.HasStopping) FinishRestart();
    }
}
