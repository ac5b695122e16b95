using Akka.Actor;
using Akka.Event;
using Akka.Remote.Wire;

namespace Akka.Remote;

/// <summary>
/// Death watch across systems. Remembers who watches whom over each link, sends heartbeats to addresses with watched actors, watches again
/// what a broken connection may have lost, and ends every watch of an address that is gone.
/// </summary>
internal sealed class RemoteWatcher : MinimalActorRef, IAsyncDisposable
{
    private readonly TcpRemoting _remoting;
    private readonly Lock _lock = new();
    private readonly Dictionary<Address, WatchedNode> _nodes = [];
    private readonly DefaultFailureDetectorRegistry<Address> _detectors;
    private readonly CancellationTokenSource _stop = new();
    private Task _beating = Task.CompletedTask;

    public RemoteWatcher(TcpRemoting remoting)
    {
        _remoting = remoting;
        // Made once for nothing, so that a wrong setting is an error at the start.
        PhiAccrualFailureDetector.FromConfig(remoting.Settings.WatchFailureDetector);
        _detectors = new DefaultFailureDetectorRegistry<Address>(
            () => PhiAccrualFailureDetector.FromConfig(remoting.Settings.WatchFailureDetector));
    }

    /// <summary>Addresses that someone else observes: the cluster does its members. They get no heartbeats from here.</summary>
    public Func<Address, bool> IsObservedElsewhere { get; set; } = static _ => false;

    /// <summary>Who watches whom, on either side, for tests and for people.</summary>
    public IReadOnlyList<string> Links
    {
        get
        {
            lock (_lock) return [.. _nodes.Values.SelectMany(node => node.Watching.Concat(node.WatchedBy)).Select(link => link.ToString())];
        }
    }

    /// <summary>Heartbeats answered since the start.</summary>
    public int Answers { get; private set; }

    public override ActorPath Path => _remoting.System.Provider.RootPath / "system" / "remote-watcher";

    internal override ActorSystemImpl System => _remoting.System;

    public void Start()
    {
        _remoting.System.EventStream.Subscribe<AddressTerminated>(this);
        _beating = BeatAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _remoting.System.EventStream.Unsubscribe(this);
        await _stop.CancelAsync();
        await _beating;
        _stop.Dispose();
    }

    /// <summary>A local actor watches a remote one.</summary>
    public void Watch(RemoteActorRef watchee, InternalActorRef watcher)
    {
        lock (_lock) NodeAt(watchee.Path.Address).Watching.Add(new Link(watchee, watcher));
        _remoting.AssociationWith(watchee.Path.Address).Send(SystemFrame.Types.Kind.Watch, watchee, watcher);
    }

    public void Unwatch(RemoteActorRef watchee, InternalActorRef watcher)
    {
        Ended(watchee, watcher);
        _remoting.AssociationWith(watchee.Path.Address).Send(SystemFrame.Types.Kind.Unwatch, watchee, watcher);
    }

    /// <summary>
    /// The watch of a remote actor is over. Returns the actor as its watcher knows it: with a uid, or without when it was watched by path.
    /// </summary>
    public InternalActorRef Ended(InternalActorRef watchee, InternalActorRef watcher)
    {
        var known = watchee;
        Remove(watchee.Path.Address, node =>
        {
            if (node.Watching.Remove(new Link(watchee, watcher))) return;
            var byPath = node.Watching.FirstOrDefault(link => link.IsByPath(watchee.Path) && link.Watcher.Equals(watcher));
            if (byPath.Watchee is null) return;
            known = byPath.Watchee;
            node.Watching.Remove(byPath);
        });
        return known;
    }

    /// <summary>A remote actor watches a local one.</summary>
    public void WatchedFrom(Address peer, InternalActorRef watchee, InternalActorRef watcher)
    {
        lock (_lock) NodeAt(peer).WatchedBy.Add(new Link(watchee, watcher));
    }

    public void UnwatchedFrom(Address peer, InternalActorRef watchee, InternalActorRef watcher) =>
        Remove(peer, node => node.WatchedBy.Remove(new Link(watchee, watcher)));

    /// <summary>A remote watcher has been told of the end of a local actor.</summary>
    public void WatcherWasTold(InternalActorRef watchee, RemoteActorRef watcher) => UnwatchedFrom(watcher.Path.Address, watchee, watcher);

    public void HeartbeatAnswered(Address address)
    {
        lock (_lock)
        {
            Answers++;
            if (_nodes.TryGetValue(address, out var node) && node.Watching.Count > 0) _detectors.Heartbeat(address);
        }
    }

    /// <summary>Sends all watches of an address once more: the peer may have missed some, or their answers got lost.</summary>
    public void WatchAgain(Association association)
    {
        Link[] links;
        lock (_lock) links = _nodes.TryGetValue(association.Address, out var node) ? [.. node.Watching] : [];
        foreach (var link in links) association.Send(SystemFrame.Types.Kind.Watch, link.Watchee, link.Watcher);
    }

    /// <summary>Whoever was at the address is gone, whoever is there now is someone else.</summary>
    public void IncarnationEnded(Address address)
    {
        WatchedNode node;
        lock (_lock)
        {
            if (!_nodes.Remove(address, out node)) return;
            _detectors.Remove(address);
        }
        // As in Akka.NET the end of a node does not confirm that the actor ever lived.
        foreach (var link in node.Watching)
            link.Watcher.SendSystemMessage(new DeathWatchNotification(link.Watchee, ExistenceConfirmed: false, AddressTerminated: true));
        foreach (var link in node.WatchedBy) link.Watchee.SendSystemMessage(new Unwatch(link.Watchee, link.Watcher));
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is AddressTerminated terminated) IncarnationEnded(terminated.Address);
    }

    private WatchedNode NodeAt(Address address)
    {
        if (!_nodes.TryGetValue(address, out var node)) _nodes[address] = node = new WatchedNode();
        return node;
    }

    private void Remove(Address address, Action<WatchedNode> remove)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(address, out var node)) return;
            remove(node);
            if (node.Watching.Count == 0) _detectors.Remove(address);
            if (node.Watching.Count == 0 && node.WatchedBy.Count == 0) _nodes.Remove(address);
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(_remoting.Settings.WatchHeartbeatInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) TryBeat();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void TryBeat()
    {
        try
        {
            Beat();
        }
        catch (Exception e)
        {
            _remoting.Log.Error(
                e, "The heartbeats of remote death watch failed, and are tried again in {0}: {1}",
                _remoting.Settings.WatchHeartbeatInterval, e.Message);
        }
    }

    private void Beat()
    {
        var now = Environment.TickCount64;
        var lost = new List<Address>();
        lock (_lock)
        {
            foreach (var (address, node) in _nodes)
            {
                if (node.Watching.Count == 0 || IsObservedElsewhere(address)) continue;
                node.FirstBeat ??= now;
                // Without a first answer the detector would never begin to suspect.
                var isOverdue = now - node.FirstBeat > _remoting.Settings.WatchExpectedResponseAfter.TotalMilliseconds;
                if (isOverdue && !_detectors.IsMonitoring(address)) _detectors.Heartbeat(address);
                if (_detectors.IsAvailable(address)) _remoting.AssociationWith(address).Send(Outbound.Heartbeat);
                else lost.Add(address);
            }
        }
        lost.ForEach(GiveUp);
    }

    private void GiveUp(Address address)
    {
        _remoting.Log.Warning(
            "{0} answers no heartbeats: watched actors there count as terminated, and that incarnation is quarantined", address);
        if (_remoting.AssociationWith(address).Uid is var uid and not 0) _remoting.Quarantine(address, uid);
        _remoting.System.EventStream.Publish(new AddressTerminated(address));
    }

    private readonly record struct Link(InternalActorRef Watchee, InternalActorRef Watcher)
    {
        public bool IsByPath(ActorPath path) => Watchee.Path.Uid == 0 && Watchee.Path.Equals(path);
    }

    private sealed class WatchedNode
    {
        public HashSet<Link> Watching { get; } = [];

        public HashSet<Link> WatchedBy { get; } = [];

        /// <summary>When the first heartbeat was sent, in milliseconds.</summary>
        public long? FirstBeat { get; set; }
    }
}
