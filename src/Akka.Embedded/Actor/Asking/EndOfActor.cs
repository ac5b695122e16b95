namespace Akka.Actor;

/// <summary>Watches one actor from outside any actor: a task that completes with its end.</summary>
internal sealed class EndOfActor : MinimalActorRef
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InternalActorRef _target;
    private ActorPath _path;

    public EndOfActor(InternalActorRef target)
    {
        _target = target;
        // A remote actor finds this watcher by its path, so it has to be found.
        if (!target.IsLocal) target.System.Provider.Temp.Add(Path.Name, this);
        target.SendSystemMessage(new Watch(target, this));
    }

    /// <summary>Whether the actor is known to have lived.</summary>
    public Task<bool> Task => _ended.Task;

    public override ActorPath Path => _path ??= _target.System.Provider.Temp.NewPath();

    internal override ActorSystemImpl System => _target.System;

    internal override InternalActorRef Parent => System.Provider.Temp;

    public void Unwatch()
    {
        _target.SendSystemMessage(new Unwatch(_target, this));
        Forget();
    }

    protected override void TellInternal(object message, IActorRef sender) => System.DeadLetters.Tell(message, sender);

    internal override void SendSystemMessage(SystemMessage message)
    {
        if (message is not DeathWatchNotification notice) return;
        Forget();
        _ended.TrySetResult(notice.ExistenceConfirmed);
    }

    private void Forget()
    {
        if (!_target.IsLocal) System.Provider.Temp.Remove(Path.Name);
    }
}
