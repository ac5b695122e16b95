using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster;

/// <summary>
/// One node's part in the cluster. <see cref="Membership"/> decides; this actor sends, keeps time and tells subscribers.
/// Its other parts: joining, gossip, leading and leaving, unreachable members.
/// </summary>
internal sealed partial class ClusterDaemon : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster;
    private readonly ClusterSettings _settings;
    private readonly Membership _membership;
    private readonly Subscriptions _subscriptions = new();
    private readonly HashSet<IActorRef> _followers = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Random _random;
    private IActorRef _heartbeats = ActorRefs.Nobody;

    public ClusterDaemon(Cluster cluster)
    {
        _cluster = cluster;
        _settings = cluster.Settings;
        _random = new Random(cluster.SelfUniqueAddress.Uid);
        _membership = new Membership(cluster.SelfUniqueAddress, new LeaderRules(_settings.MinNrOfMembers, _settings.MinNrOfMembersOfRole));
        Unjoined();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private MembershipState State => _membership.State;

    private UniqueAddress SelfNode => _membership.Self;

    /// <summary>Time since the daemon began: what pure parts are given as now.</summary>
    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    private long WallClock => _time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override void PreStart()
    {
        _heartbeats = Context.ActorOf(Props.Create(() => new HeartbeatSender(_cluster)), "heartbeatSender");
        if (_cluster.DowningProvider.DowningActorProps is { } downing) Context.ActorOf(downing, "downingProvider");
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        if (_settings.SeedNodes.IsEmpty) Log("No seed-nodes configured, manual cluster join required");
        else Search(_settings.SeedNodes);
        if (_settings.ShutdownAfterUnsuccessfulJoinSeedNodes is { } limit)
            Timers.StartSingleTimer(nameof(GiveUpJoiningTick), new GiveUpJoiningTick(), limit);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        var before = State;
        _membership.Forget();
        _cluster.Show(State);
        _subscriptions.Publish([ClusterShuttingDown.Instance, .. GossipDiff.Between(before, State)]);
    }

    // A part that forgot whom it watches or what it waits for would mislead the others, so all of them end together.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    /// <summary>Not a member yet, and looking for a cluster only if asked to.</summary>
    private void Unjoined()
    {
        Receive<InitJoin>(OnInitJoinWhileUnjoined);
        Receive<InitJoinAck>(OnSeedHasCluster);
        Receive<InitJoinNack>(OnSeedHasNoCluster);
        Receive<SearchTick>(_ => OnSearchTick());
        Receive<JoinTo>(OnJoinTo);
        Receive<JoinSeeds>(command => Search(command.Seeds));
        Receive<GiveUpJoiningTick>(_ => GiveUpJoining());
        Anytime();
    }

    /// <summary>Asked a member to be let in, and waiting for its welcome.</summary>
    private void Joining()
    {
        Receive<Welcome>(OnWelcome);
        Receive<RetryJoinTick>(_ => RetryJoin());
        Unjoined();
    }

    private void Joined()
    {
        Receive<InitJoin>(_ => OnInitJoin());
        Receive<Join>(OnJoin);
        Receive<GossipEnvelope>(OnGossip);
        Receive<GossipStatus>(OnStatus);
        Receive<ExitingConfirmed>(OnExitingConfirmed);
        Receive<GossipTick>(_ => OnGossipTick());
        Receive<PushTick>(_ => OnPushTick());
        Receive<LeaderTick>(_ => OnLeaderTick());
        Receive<ActAsLeader>(_ => Lead(withoutConvergence: false));
        Receive<ReaperTick>(_ => OnReaperTick());
        Receive<QuarantineTick>(due => _cluster.Quarantine(due.Node));
        Receive<LeaveMember>(command => Leave(command.Address));
        Receive<DownMember>(command => Down(command.Address));
        Receive<JoinTo>(command => Log("Trying to join [{0}] when already part of a cluster, ignoring", command.Address));
        Receive<JoinSeeds>(_ => Log("Trying to join seed nodes when already part of a cluster, ignoring"));
        Anytime();
    }

    private void Anytime()
    {
        Receive<Subscribe>(OnSubscribe);
        Receive<Unsubscribe>(OnUnsubscribe);
        Receive<SubscribeToChanges>(command => _followers.Add(command.Subscriber));
        Receive<SendState>(command => command.Receiver.Tell(State.Snapshot, ActorRefs.NoSender));
        Receive<Terminated>(terminated => _subscriptions.Remove(terminated.ActorRef, type: null));
        Receive<ExitingCompleted>(_ => OnExitingCompleted());
        Receive<ThisActorSystemQuarantinedEvent>(OnQuarantined);
        // Late answers and gossip meant for a member that this node is not yet, or not any more.
        Receive<IClusterMessage>(_ => { });
        Receive<DownMember>(command => Log("Cannot down [{0}]: this node is not a member of a cluster", command.Address));
        Receive<LeaveMember>(command => Log("Cannot make [{0}] leave: this node is not a member of a cluster", command.Address));
    }

    private void OnSubscribe(Subscribe subscribe)
    {
        if (subscribe.Mode == SubscriptionInitialStateMode.InitialStateAsSnapshot)
            subscribe.Subscriber.Tell(State.Snapshot, ActorRefs.NoSender);
        else
            Subscriptions.Tell(subscribe.Subscriber, subscribe.Types, GossipDiff.Between(State.Nothing, State));
        if (_subscriptions.Add(subscribe.Subscriber, subscribe.Types)) Context.Watch(subscribe.Subscriber);
    }

    private void OnUnsubscribe(Unsubscribe unsubscribe)
    {
        if (_subscriptions.Remove(unsubscribe.Subscriber, unsubscribe.Type)) Context.Unwatch(unsubscribe.Subscriber);
    }

    /// <summary>
    /// What follows from a change of state. Readers of <see cref="Cluster.State"/> see it before any subscriber hears of it.
    /// </summary>
    private void Follow(MembershipState before)
    {
        var after = State;
        if (ReferenceEquals(before, after)) return;
        var events = GossipDiff.Between(before, after);
        _cluster.Show(after);
        foreach (var removed in events.OfType<MemberRemoved>()) ForgetRemoved(removed);
        _subscriptions.Publish(events);
        foreach (var follower in _followers) follower.Tell(new MembershipChanged(after, events));
        if (events.Count > 0)
        {
            if (_settings.LogInfoVerbose) foreach (var happened in events) Log("{0}", happened);
            _heartbeats.Tell(new MembersToWatch(after.Gossip.Members.Keys.ToHashSet(), after.Unreachable));
        }
        if (before.Gossip.Version.CompareTo(after.Gossip.Version) != ClockOrder.Same) PushSoon();
        if (_membership.HasConverged && after.IsLeader) Self.Tell(new ActAsLeader());
        AdmitWaiting();
        FollowOwnStatus();
    }

    private void Log(string template, params object[] args)
    {
        if (_settings.LogInfo)
            _log.Info("Cluster Node [{0}] - {1}", SelfNode.Address, string.Format(CultureInfo.InvariantCulture, template, args));
    }
}
