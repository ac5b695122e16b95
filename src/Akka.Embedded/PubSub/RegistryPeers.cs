using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// The other nodes that take part, and how the registry is kept the same on all: a change is told to everyone at once, and what that misses
/// is found by comparing versions with a random node now and then, and with a new member at once. Only members speak and are spoken of: a
/// node that is gone must not come back through the memory of another.
/// </summary>
internal sealed class RegistryPeers(
    UniqueAddress self,
    TimeSpan start,
    DistributedPubSubSettings settings,
    Func<Address, IActorRef> mediatorAt,
    IActorRef mediator,
    Action changed)
{
    private readonly Dictionary<UniqueAddress, IActorRef> _mediators = [];
    private readonly Random _random = new();

    // Whose missing deltas have been asked for since the last gossip. A burst of changes after a lost one is one question, not one each.
    private readonly HashSet<UniqueAddress> _askedFor = [];

    internal Registry Registry { get; } = new(self, start);

    internal int Choose(int count) => count == 1 ? 0 : _random.Next(count);

    internal IActorRef[] MediatorsWith(RegistryKey key) =>
        Registry.OthersWith(key).Where(_mediators.ContainsKey).Select(owner => _mediators[owner]).ToArray();

    /// <summary>Notes a change of this node and tells everyone.</summary>
    internal void Announce(RegistryKey key, bool isPresent, TimeSpan now)
    {
        var delta = new RegistryDelta(self, Registry.Change(key, isPresent, now));
        foreach (var peer in _mediators.Values) peer.Tell(delta, mediator);
    }

    internal void Gossip()
    {
        _askedFor.Clear();
        if (_mediators.Count > 0) SendStatus(_mediators.Values.ElementAt(_random.Next(_mediators.Count)), isReply: false);
    }

    internal void OnStatus(RegistryStatus status, IActorRef sender)
    {
        if (!_mediators.ContainsKey(status.From)) return;
        foreach (var bucket in Registry.Since(status.Versions, settings.MaxDeltaElements))
            sender.Tell(new RegistryDelta(self, bucket), mediator);
        if (!status.IsReply && Registry.IsBehind(status.Versions, _mediators.ContainsKey)) SendStatus(sender, isReply: true);
    }

    internal void OnDelta(RegistryDelta delta, IActorRef sender, TimeSpan now)
    {
        if (!_mediators.ContainsKey(delta.From) || !_mediators.ContainsKey(delta.Bucket.Owner)) return;
        if (Registry.Merge(delta.Bucket, now) is { } touched)
        {
            _askedFor.Remove(delta.Bucket.Owner);
            if (touched.Count > 0) changed();
        }
        else if (_askedFor.Add(delta.Bucket.Owner))
        {
            SendStatus(sender, isReply: true);
        }
    }

    internal void OnMember(ClusterEvent.IMemberEvent change)
    {
        var node = change.Member.UniqueAddress;
        if (node == self || (settings.Role is { } role && !change.Member.HasRole(role))) return;
        switch (change)
        {
            case ClusterEvent.MemberWeaklyUp or ClusterEvent.MemberUp or ClusterEvent.MemberLeft or ClusterEvent.MemberExited
                when !_mediators.ContainsKey(node):
                _mediators.Add(node, mediatorAt(node.Address));
                SendStatus(_mediators[node], isReply: false);
                changed();
                break;
            case ClusterEvent.MemberRemoved:
                _mediators.Remove(node);
                Registry.Forget(node);
                changed();
                break;
        }
    }

    private void SendStatus(IActorRef peer, bool isReply) => peer.Tell(new RegistryStatus(self, Registry.Versions, isReply), mediator);
}
