using Akka.Actor.Internal;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    public IActorRef Watch(IActorRef subject) => Watch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var watched = (InternalActorRefBase)subject;
        if (_extras?.Watch is not { } watch) return subject;
        if (watch.Watched.Remove(watched)) watched.SendSystemMessage(new Unwatch(watched, this));
        watch.Announced.Remove(watched);
        return subject;
    }

    private IActorRef Watch(IActorRef subject, object message)
    {
        var watched = (InternalActorRefBase)subject;
        if (watched.Equals(this)) return subject;
        var watch = Extras.Watch ??= new DeathWatch(this);
        if (watch.Watched.TryGetValue(watched, out var earlier))
        {
            if (!Equals(earlier, message)) throw new InvalidOperationException($"{subject} is watched already, for another message. Unwatch it first.");
            return subject;
        }

        watch.Watched.Add(watched, message);
        watch.ListenForAddresses(watched);
        watched.SendSystemMessage(new Watch(watched, this));
        return subject;
    }

    private void OnWatch(Watch message)
    {
        if (ReferenceEquals(message.Watcher, this)) return;
        var watch = Extras.Watch ??= new DeathWatch(this);
        watch.Watchers.Add(message.Watcher);
        watch.ListenForAddresses(message.Watcher);
    }

    private void OnDeathWatchNotification(DeathWatchNotification notification)
    {
        var isChild = notification.Actor is ActorCell child && ReferenceEquals(child._parent, this) && _children?.Remove(child) == true;
        if (_phase < Phase.Terminating && _extras?.Watch is { } watch && watch.Watched.Remove(notification.Actor, out var message))
        {
            watch.Announced[notification.Actor] = message;
            Tell(new Terminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated), notification.Actor);
        }

        if (isChild) OnChildGone();
    }

    private void ReceiveTerminated(Terminated terminated)
    {
        // Whoever was unwatched meanwhile is heard of no more.
        if (_extras?.Watch?.Announced.Remove((InternalActorRefBase)terminated.ActorRef, out var message) != true) return;
        if (message is null) Receive(terminated);
        else ReceiveInstead(message);
    }
}
