using Akka.Actor;
using Akka.Remote.Wire;

namespace Akka.Remote;

/// <summary>
/// An actor of another system. What it is told is serialised at once, in the caller's thread, so the caller learns of a message that cannot
/// be.
/// </summary>
internal sealed class RemoteActorRef(TcpRemoting remoting, ActorPath path) : InternalActorRef
{
    public override ActorPath Path => path;

    internal override ActorSystemImpl System => remoting.System;

    internal override bool IsLocal => false;

    // Found when something is sent: a ref alone, perhaps out of a stranger's message, costs no queue.
    private Association Association => field ??= remoting.AssociationWith(path.Address);

    internal override InternalActorRef Parent => path.Depth == 0 ? this : new RemoteActorRef(remoting, path.Parent);

    internal override InternalActorRef GetChild(IReadOnlyList<string> names)
    {
        var child = names.Aggregate(path, static (at, name) => name switch { "" => at, ".." => at.Parent, _ => at / name });
        return new RemoteActorRef(remoting, child);
    }

    internal override void SendSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case Watch watch:
                remoting.Watcher.Watch(this, watch.Watcher);
                break;
            case Unwatch unwatch:
                remoting.Watcher.Unwatch(this, unwatch.Watcher);
                break;
            case DeathWatchNotification notice:
                remoting.Watcher.WatcherWasTold(notice.Actor, this);
                Association.Send(SystemFrame.Types.Kind.DeathWatchNotification, notice.Actor, this, notice.ExistenceConfirmed);
                break;
            case Terminate:
                Association.Send(SystemFrame.Types.Kind.Terminate, this);
                break;
            default:
                // There is no remote deployment: nobody supervises an actor on another node.
                throw new NotSupportedException($"{message.GetType().Name} cannot be sent to {this}, which is on another node.");
        }
    }

    protected override void TellInternal(object message, IActorRef sender) => Association.Tell(this, message, sender);
}
