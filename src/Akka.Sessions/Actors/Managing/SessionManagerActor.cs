using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Actors;

/// <summary>
/// Speaks for this member's sessions with the managers of the others: who takes part, whose batches arrived, what must be repaired, handed over
/// or looked for. What to do is decided by the classes of Replication; this actor performs it. One file for each conversation.
/// </summary>
internal sealed partial class SessionManagerActor : ReceiveActor, IWithTimers
{
    private readonly ManagerSurroundings _surroundings;
    private readonly SessionSettings _settings;
    private readonly ManagerBoard _board;
    private readonly MemberId _self;
    private readonly ILogger _log;
    private readonly Cluster.Cluster _cluster = Cluster.Cluster.Get(Context.System);
    private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;
    private readonly IActorRef _replicator;
    private readonly Courier _courier;
    private readonly SessionSurroundings _sessions;
    private View _view;

    public SessionManagerActor(ManagerSurroundings surroundings)
    {
        _surroundings = surroundings;
        _settings = surroundings.Settings;
        _board = surroundings.Board;
        _self = surroundings.Self;
        _log = surroundings.Log;
        _view = _board.Standing.View;
        _courier = NewCourier();
        _replicator = StartReplicator();
        _sessions = new SessionSurroundings(_self.Incarnation, Self, _replicator, _board.Sessions, _settings, surroundings.Clock, _log);
        _retained = new RetainedBatches(_settings.Replication.Retention);
        _fragments = new FragmentAssembly(FragmentBytes, FragmentPatience);
        _joiner = NewJoiner();
        _probe = new LinkProbe(_self, surroundings.NextRandom());
        _searches = new(_settings.Lookup.MaxConcurrent, MaxWaitersPerSearch, _settings.Lookup.Timeout);
        _tokenWaits = new(MaxTokenWaits, _settings.Lookup.TokenWait, _settings.Lookup.TokenTimeout);
        _wheel = new ExpiryWheel(Now, _settings.ExpiryInterval);
        _tombstones = new Tombstones(_settings.MaxTombstones, _settings.TombstoneRetention);
        _skew = new ClockSkew(_settings.MaxClockSkew);
        Managing();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => _surroundings.Clock.GetUtcNow();

    protected override void PreStart()
    {
        _lonelySince = Now;
        _cluster.Subscribe(
            Self,
            ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot,
            typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.IReachabilityEvent));
        _mediator.Tell(new Subscribe(_surroundings.Topic, Self));
        Timers.StartPeriodicTimer(nameof(AnnounceTick), AnnounceTick.Instance, _settings.Replication.AnnounceInterval);
        Timers.StartPeriodicTimer(nameof(AccessTick), AccessTick.Instance, _settings.AccessInterval);
        Timers.StartPeriodicTimer(nameof(ExpiryTick), ExpiryTick.Instance, _settings.ExpiryInterval);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    // A message that fails costs itself, never what the manager knows: a restart would forget every cursor.
    protected override bool AroundReceive(Receive receive, object message)
    {
        try
        {
            return base.AroundReceive(receive, message);
        }
        catch (Exception e)
        {
            _log.MessageFailed(message.GetType().Name, e);
            return true;
        }
    }

    private void Managing()
    {
        ReceiveMembership();
        ReceiveHandshakes();
        ReceiveSessions();
        ReceiveBatches();
        ReceiveRepair();
        ReceiveTransfer();
        ReceiveProbes();
        ReceiveSearches();
        ReceiveTimes();
        Receive<Fragment>(OnFragment);
        Receive<SubscribeAck>(_ => OnSubscribed());
        Receive<AnnounceTick>(_ => OnAnnounceTick());
        Receive<WaitTick>(_ => OnWaitTick());
    }

    private IActorRef StartReplicator()
    {
        var surroundings = new ReplicatorSurroundings(_self, Self, NewCourier(), _settings, _surroundings.Clock, _log);
        return Context.ActorOf(Props.Create(() => new Replicator(surroundings)), "replicator");
    }

    private Courier NewCourier() => new(new Fragments(_self, _surroundings.NextRandom()), _surroundings.Topic, _mediator);

    private void OnAnnounceTick()
    {
        WarnIfAlone();
        Greet();
        Probe();
        Announce();
        OnTransferTime();
        _fragments.OnTime(Now);
        PublishStanding();
    }

    private void PublishStanding()
    {
        // Once linked with all, always linked: a member that joins later proves the link before it is ready itself, and must not take the
        // members that serve out of the balancer meanwhile. Not before this one is up, since until then it may know of nobody.
        _wasLinked |= IsUp && _isSubscribed && _probe.IsLinked(_view);
        var standing = new Standing(_view, IsUp, _joiner.IsComplete, _wasLinked);
        if (standing == _board.Standing) return;
        if (standing.IsReady != _board.Standing.IsReady) _log.ReadinessChanged(standing.IsReady, _view.Members.Count, _board.Sessions.LiveCount);
        _board.Standing = standing;
    }
}

/// <summary>What the manager works with.</summary>
/// <param name="Self">This member.</param>
/// <param name="ProtocolVersion">What it speaks.</param>
/// <param name="Topic">The topic of its context.</param>
/// <param name="ManagerPath">Where the manager is on every member, without the address.</param>
/// <param name="Settings">As configured.</param>
/// <param name="Board">What the manager shares with the threads of this node.</param>
/// <param name="Clock">The time.</param>
/// <param name="Log">Where to log.</param>
/// <param name="NextRandom">Draws numbers that no other life of this node has drawn.</param>
internal sealed record ManagerSurroundings(
    MemberId Self,
    int ProtocolVersion,
    string Topic,
    string ManagerPath,
    SessionSettings Settings,
    ManagerBoard Board,
    TimeProvider Clock,
    ILogger Log,
    Func<long> NextRandom);

internal sealed class AnnounceTick
{
    public static readonly AnnounceTick Instance = new();
}

/// <summary>While requests wait, they are looked at more often than announcements go out.</summary>
internal sealed class WaitTick
{
    public static readonly WaitTick Instance = new();
}

internal sealed class AccessTick
{
    public static readonly AccessTick Instance = new();
}

internal sealed class ExpiryTick
{
    public static readonly ExpiryTick Instance = new();
}
