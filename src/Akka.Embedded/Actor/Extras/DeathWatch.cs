using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Whom one actor watches and who watches it.</summary>
internal sealed class DeathWatch(ActorCell owner)
{
    private bool _listensForAddresses;

    /// <summary>Those watched, each with the message to receive at its end in place of <see cref="Terminated"/>, if any.</summary>
    public Dictionary<InternalActorRefBase, object> Watched { get; } = [];

    /// <summary>Those who have ended, until the message about it is received: an Unwatch in between takes it back.</summary>
    public Dictionary<InternalActorRefBase, object> Announced { get; } = [];

    public HashSet<InternalActorRefBase> Watchers { get; } = [];

    /// <summary>Called when someone on another node watches or is watched: its node may go without a word.</summary>
    public void ListenForAddresses(InternalActorRefBase other)
    {
        if (other.IsLocal || _listensForAddresses) return;
        _listensForAddresses = true;
        owner.System.EventStream.Subscribe(owner, typeof(AddressTerminated));
    }

    public void OnAddressTerminated(Address address)
    {
        Watchers.RemoveWhere(watcher => watcher.Path.Address.Equals(address));
        foreach (var watched in Watched.Keys.Where(watched => watched.Path.Address.Equals(address)))
            owner.SendSystemMessage(new DeathWatchNotification(watched, ExistenceConfirmed: false, AddressTerminated: true));
    }

    /// <summary>The owner has stopped: tells those who watch it, and those it watched that nobody does any more.</summary>
    public void End()
    {
        foreach (var watcher in Watchers)
        {
            if (!ReferenceEquals(watcher, owner.Parent))
                watcher.SendSystemMessage(new DeathWatchNotification(owner, ExistenceConfirmed: true, AddressTerminated: false));
        }

        foreach (var watched in Watched.Keys) watched.SendSystemMessage(new Unwatch(watched, owner));
        if (_listensForAddresses) owner.System.EventStream.Unsubscribe(owner);
    }
}
