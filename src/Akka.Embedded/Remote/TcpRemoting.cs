using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.Serialization;

namespace Akka.Remote;

/// <summary>Remoting of one system: its port, its associations with other addresses, and who watches whom across them.</summary>
#pragma warning disable CA1001 // ShutdownAsync closes the listener.
internal sealed class TcpRemoting : IRemoteSide
#pragma warning restore CA1001
{
    // Far above any real cluster. Each costs a few kilobytes, and anybody who can connect can name a new one.
    public const int MaximumPeers = 10_000;

    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly LogLimiter _warnings = new();
    private readonly Func<object, Payload> _toPayload;
    private Information _information;
    private Listener _listener;
    private volatile bool _isShuttingDown;

    public TcpRemoting(ActorSystemImpl system)
    {
        System = system;
        Settings = new RemoteSettings(system.Settings.Config);
        Log = Logging.GetLogger(system, "remoting");
        Watcher = new RemoteWatcher(this);
        _toPayload = message => System.Serialization.ToPayload(message);
    }

    public ActorSystemImpl System { get; }

    public RemoteSettings Settings { get; }

    public ILoggingAdapter Log { get; }

    public Address LocalAddress { get; private set; }

    /// <summary>The incarnation of this system.</summary>
    public int Uid { get; private set; }

    public RemoteWatcher Watcher { get; }

    public InboundConnections Inbound { get; } = new();

    public LinkFaults Faults { get; } = new();

    /// <summary>Whether so many addresses are known that no stranger's may be added.</summary>
    public bool IsCrowded => _associations.Count >= MaximumPeers;

    public bool IsShuttingDown => _isShuttingDown;

    /// <summary>Whether an address says enough to connect to it.</summary>
    public static bool IsReachable(Address address) => address.Protocol == "akka.tcp" && address.HasGlobalScope && address.Port is > 0;

    public void Start()
    {
        Uid = AddressUidExtension.Uid(System);
        _listener = new Listener(this, Sockets.Listen(Settings));
        LocalAddress = new Address(
            "akka.tcp", System.Name, Sockets.PublicHost(Settings), Settings.PublicPort > 0 ? Settings.PublicPort : _listener.Port);
        _information = new Information(LocalAddress, System);
        _listener.Start();
        Watcher.Start();
        Publish(new RemotingListenEvent([LocalAddress]));
    }

    public InternalActorRef RefFor(ActorPath path) =>
        IsReachable(path.Address) ? new RemoteActorRef(this, path) : System.Provider.DeadRef(path);

    public Association AssociationWith(Address address) =>
        _associations.GetOrAdd(address, static (at, remoting) => new Association(remoting, at), this);

    public bool Knows(Address address) => _associations.ContainsKey(address);

    /// <summary>Cuts off one incarnation of an address for good, in both directions.</summary>
    public void Quarantine(Address address, int uid)
    {
        AssociationWith(address).Quarantine(uid);
        Inbound.Close(address, uid);
    }

    public async Task ShutdownAsync()
    {
        if (_listener is null) return;
        _isShuttingDown = true;
        await Watcher.DisposeAsync();
        using var giveUp = new CancellationTokenSource(Settings.FlushWaitOnShutdown);
        await Task.WhenAll(_associations.Values.Select(association => association.CloseAsync(giveUp.Token)));
        await _listener.DisposeAsync();
        await Inbound.CloseAllAsync();
        Publish(new RemotingShutdownEvent());
    }

    public Payload Serialize(object message) => Akka.Serialization.Serialization.WithTransport(_information, message, _toPayload);

    public string FullPath(InternalActorRef actor) => actor.Path.ToSerializationFormatWithAddress(LocalAddress);

    public void Connected(Address peer, bool inbound) => Publish(new AssociatedEvent(LocalAddress, peer, inbound));

    public void Disconnected(Address peer, bool inbound) => Publish(new DisassociatedEvent(LocalAddress, peer, inbound));

    public void Publish(RemotingLifecycleEvent happened, string text = null)
    {
        System.EventStream.Publish(happened);
        var level = happened.LogLevel();
        if (Settings.LogLifecycle || level >= LogLevel.WarningLevel) Log.Log(level, null, text ?? happened.ToString());
    }

    /// <summary>Logs what strangers do wrong: a line a second at most.</summary>
    public void WarnOf(string text)
    {
        if (_warnings.TryTake(out var held)) Log.Warning("{0}{1}", text, held > 0 ? $" ({held} other warnings were held back.)" : "");
    }
}
