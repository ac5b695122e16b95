using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster;

/// <summary>An actor system's door to its cluster. What it shows is always as new as the last event that a subscriber was sent.</summary>
public class Cluster : IExtension
{
    private readonly ActorSystemImpl _system;
    private readonly ILoggingAdapter _log;
    private readonly IActorRef _supervisor;
    private readonly Milestones _milestones = new();
    private volatile MembershipState _state;

    internal Cluster(ActorSystemImpl system)
    {
        if (!system.Settings.HasCluster)
            throw new ConfigurationException($"The actor system '{system.Name}' has no cluster: set akka.actor.provider = cluster");
        _system = system;
        _log = Logging.GetLogger(system, this);
        Settings = new ClusterSettings(system.Settings.Config, system.Name);
        SelfUniqueAddress = new UniqueAddress(system.Provider.DefaultAddress, AddressUidExtension.Uid(system));
        FailureDetector = new DefaultFailureDetectorRegistry<Address>(CreateDetector);
        _state = new MembershipState(Gossip.Empty, SelfUniqueAddress);
        DowningProvider = DowningProviders.Create(Settings.DowningProviderName, system, this);
        if (system.Provider.Remote is TcpRemoting remoting) remoting.Watcher.IsObservedElsewhere = IsMember;
        _supervisor = system.SystemActorOf(Props.Create(() => new ClusterSupervisor(this)), ActorName);
        LeavingPhases.Register(this);
        // Only now, since the daemon's parts use what is set above.
        _supervisor.Tell(new StartDaemon());
    }

    /// <summary>Where the cluster's actors of every node are found, below <c>/system</c>.</summary>
    internal const string ActorName = "cluster";

    public static Cluster Get(ActorSystem system) => system.WithExtension<Cluster, ClusterExtension>();

    public ExtendedActorSystem System => _system;

    public ClusterSettings Settings { get; }

    public UniqueAddress SelfUniqueAddress { get; }

    public Address SelfAddress => SelfUniqueAddress.Address;

    public ImmutableHashSet<string> SelfRoles => Settings.Roles;

    /// <summary>This node as the cluster knows it; Removed before it has joined and after it has left.</summary>
    public Member SelfMember => _state.SelfMember;

    public CurrentClusterState State => _state.Snapshot;

    public bool IsUp => SelfMember.Status == MemberStatus.Up;

    /// <summary>Whether this node has ended its part in the cluster. It cannot join again in this actor system.</summary>
    public bool IsTerminated => _milestones.Removed.IsCompleted;

    public IDowningProvider DowningProvider { get; }

    public DefaultFailureDetectorRegistry<Address> FailureDetector { get; }

    internal Milestones Milestones => _milestones;

    public void Subscribe(IActorRef subscriber, params Type[] to) =>
        Subscribe(subscriber, SubscriptionInitialStateMode.InitialStateAsSnapshot, to);

    /// <summary>
    /// Sends <paramref name="subscriber"/> the present state, then events of the types <paramref name="to"/> and of their subtypes, until
    /// it stops or unsubscribes.
    /// </summary>
    public void Subscribe(IActorRef subscriber, SubscriptionInitialStateMode initialStateMode, params Type[] to)
    {
        if (to.Length == 0) throw new ArgumentException("At least one type of cluster events is required", nameof(to));
        if (Array.Find(to, type => !typeof(IClusterDomainEvent).IsAssignableFrom(type)) is { } stranger)
            throw new ArgumentException($"{stranger} is no type of cluster events: take IClusterDomainEvent or a subtype", nameof(to));
        _supervisor.Tell(new Subscribe(subscriber, initialStateMode, to));
    }

    public void Unsubscribe(IActorRef subscriber) => _supervisor.Tell(new Unsubscribe(subscriber, Type: null));

    public void Unsubscribe(IActorRef subscriber, Type to) => _supervisor.Tell(new Unsubscribe(subscriber, to));

    public void SendCurrentClusterState(IActorRef receiver) => _supervisor.Tell(new SendState(receiver));

    /// <summary>Joins the cluster of the node at <paramref name="address"/>; with this node's own address it founds one.</summary>
    public void Join(Address address) => _supervisor.Tell(new JoinTo(WithHost(address)));

    /// <summary>Joins as <see cref="Join"/> does. The task completes when this node is Up.</summary>
    public Task JoinAsync(Address address, CancellationToken token = default)
    {
        Join(address);
        return WhenUpAsync($"address: {address}", token);
    }

    public void JoinSeedNodes(IEnumerable<Address> seedNodes) => _supervisor.Tell(new JoinSeeds([.. seedNodes.Select(WithHost)]));

    /// <summary>Joins as <see cref="JoinSeedNodes"/> does. The task completes when this node is Up.</summary>
    public Task JoinSeedNodesAsync(IEnumerable<Address> seedNodes, CancellationToken token = default)
    {
        var seeds = seedNodes.ToList();
        JoinSeedNodes(seeds);
        return WhenUpAsync($"seed nodes: {string.Join(", ", seeds)}", token);
    }

    /// <summary>Asks the member at <paramref name="address"/>, this one or another, to leave in order.</summary>
    public void Leave(Address address) => _supervisor.Tell(new LeaveMember(WithHost(address)));

    /// <summary>Leaves in order. The task completes when this node is removed.</summary>
    public Task LeaveAsync() => LeaveAsync(CancellationToken.None);

    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        Leave(SelfAddress);
        return _milestones.Removed.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Declares the member at <paramref name="address"/> Down: it is given up and cannot come back but as another incarnation.
    /// </summary>
    public void Down(Address address) => _supervisor.Tell(new DownMember(WithHost(address)));

    /// <summary>Runs <paramref name="callback"/> once this node is Up; soon, if it is already.</summary>
    public void RegisterOnMemberUp(Action callback) => RunAfter(_milestones.Up, callback, nameof(RegisterOnMemberUp));

    /// <summary>Runs <paramref name="callback"/> once this node has ended its part in the cluster; soon, if it has already.</summary>
    public void RegisterOnMemberRemoved(Action callback) => RunAfter(_milestones.Removed, callback, nameof(RegisterOnMemberRemoved));

    /// <summary>The path by which other nodes find <paramref name="actorRef"/>.</summary>
    public ActorPath RemotePathOf(IActorRef actorRef) =>
        actorRef.Path.Address.Host is null ? ActorPath.Parse(actorRef.Path.ToStringWithAddress(SelfAddress)) : actorRef.Path;

    /// <summary>The cluster's actor on the node at <paramref name="address"/>: the daemon, or its child <paramref name="name"/>.</summary>
    internal IActorRef RefOn(Address address, string? name) =>
        _system.Provider.Resolve(name is null ? $"{address}/system/{ActorName}" : $"{address}/system/{ActorName}/{name}");

    internal void Show(MembershipState state)
    {
        _state = state;
        _milestones.Reached(state.SelfMember.Status);
    }

    /// <summary>Called when the last of the cluster's actors has stopped.</summary>
    internal void Stopped() => _milestones.ReachedRemoved();

    internal void SubscribeToChanges(IActorRef subscriber) => _supervisor.Tell(new SubscribeToChanges(subscriber));

    internal void CompleteExiting() => _supervisor.Tell(new ExitingCompleted());

    internal void Quarantine(UniqueAddress node) => _system.Provider.Remote?.Quarantine(node.Address, node.Uid);

    private bool IsMember(Address address) => _state.Members.Any(member => member.Address.Equals(address));

    private FailureDetector CreateDetector() => Settings.FailureDetectorImplementationClass.Split(',')[0].Trim() switch
    {
        "Akka.Remote.PhiAccrualFailureDetector" => PhiAccrualFailureDetector.FromConfig(Settings.FailureDetectorConfig),
        "Akka.Remote.DeadlineFailureDetector" =>
            new DeadlineFailureDetector(
                Settings.FailureDetectorConfig.GetTimeSpan("acceptable-heartbeat-pause"), Settings.HeartbeatInterval),
        var other => throw new ConfigurationException($"akka.cluster.failure-detector.implementation-class = \"{other}\" is not known"),
    };

    private async Task WhenUpAsync(string what, CancellationToken token)
    {
        var first = await Task.WhenAny(_milestones.Up, _milestones.Removed).WaitAsync(token);
        if (first != _milestones.Up)
            throw new ClusterJoinFailedException($"Node has not managed to join the cluster using provided {what}");
    }

    private void RunAfter(Task milestone, Action callback, string registration) => _ = RunAfterAsync(milestone, callback, registration);

    private async Task RunAfterAsync(Task milestone, Action callback, string registration)
    {
        // Never in the thread of the one who registers, even if the milestone is reached already.
        await milestone.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            callback();
        }
        catch (Exception e)
        {
            _log.Error(e, "[{0}] callback failed with [{1}]", registration, e.Message);
        }
    }

    // An address without a host means this very system.
    private Address WithHost(Address address) => address.HasLocalScope ? SelfAddress : address;
}
