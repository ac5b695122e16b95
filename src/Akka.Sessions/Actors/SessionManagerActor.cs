using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Sessions.Messages;
using Akka.Sessions.Protocol;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Actors;

/// <summary>
/// Performs the <see cref="ManagerProtocol"/> of this node: hears the cluster, the other managers and the topic, keeps the time, and is the
/// parent of the replicator and of every session's actor.
/// </summary>
internal sealed class SessionManagerActor : UntypedActor, IWithTimers, IManagerPort
{
    private readonly ManagerSurroundings _surroundings;
    private readonly Cluster.Cluster _cluster = Cluster.Cluster.Get(Context.System);
    private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;
    private readonly string _topic;
    private readonly ManagerAddresses _addresses;
    private readonly ClusterMembers _members;
    private readonly Courier _courier;
    private readonly IActorRef _replicator;
    private readonly SessionSurroundings _sessions;
    private readonly ManagerProtocol _protocol;

    /// <param name="surroundings">What the protocol works with.</param>
    /// <param name="managerPath">Where the manager is on every member, without the address.</param>
    public SessionManagerActor(ManagerSurroundings surroundings, string managerPath)
    {
        _surroundings = surroundings;
        var settings = surroundings.Settings;
        _topic = $"sessions/{settings.Context}";
        _addresses = new ManagerAddresses(Context.System, managerPath);
        _members = new ClusterMembers(_cluster.SelfUniqueAddress, settings.Role);
        _courier = NewCourier();
        _replicator = StartReplicator();
        _sessions = new SessionSurroundings(
            surroundings.Self.Incarnation,
            new ActorSessionPort(Self, _replicator),
            surroundings.Board.Sessions,
            settings,
            surroundings.Clock)
        {
            Counters = surroundings.Board.Counters,
            Watch = surroundings.Board.Watch,
        };
        _protocol = new ManagerProtocol(surroundings, this);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public void ToSelf(object message) => Self.Tell(message, Self);

    public void ToReplicator(object message) => _replicator.Tell(message, Self);

    public void ToSession(SessionHandle session, object message) => ((ActorSession)session).Actor.Tell(message, Self);

    public void Publish(ISessionMessage message) => _courier.Publish(message, Self);

    public void Send(MemberId member, ISessionMessage message) => _courier.Send(member, message, Self);

    public SessionHandle NewSession(SessionId id)
    {
        var session = new ActorSession(id);
        // The name is the hash, never the id: paths are logged.
        session.Actor = Context.ActorOf(Props.CreateBy(new SessionActorProducer(session, _sessions)), id.ToString());
        return session;
    }

    public void Stop(SessionHandle session) => Context.Stop(((ActorSession)session).Actor);

    public void WakeAfter(TimeSpan time) => Timers.StartSingleTimer(nameof(WaitTick), WaitTick.Instance, time);

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self,
            ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot,
            typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.IReachabilityEvent));
        _mediator.Tell(new Subscribe(_topic, Self));
        var settings = _surroundings.Settings;
        Timers.StartPeriodicTimer(nameof(AnnounceTick), AnnounceTick.Instance, settings.Replication.AnnounceInterval);
        Timers.StartPeriodicTimer(nameof(AccessTick), AccessTick.Instance, settings.AccessInterval);
        Timers.StartPeriodicTimer(nameof(ExpiryTick), ExpiryTick.Instance, settings.ExpiryInterval);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ISessionMessage said:
                OnSaid(said);
                break;
            case ClusterEvent.IClusterDomainEvent or ClusterEvent.CurrentClusterState:
                OnClusterChanged(message);
                break;
            case SubscribeAck:
                _protocol.Receive(Subscribed.Instance);
                break;
            default:
                _protocol.Receive(message);
                break;
        }
    }

    private void OnSaid(ISessionMessage message)
    {
        if (message is Hello hello) _addresses.Learn(hello.Member, Sender);
        if (message is Welcome welcome) _addresses.Learn(welcome.Member, Sender);
        var from = _addresses.MemberOf(Sender);
        CountReceived(message, from);
        _protocol.Receive(message, from);
    }

    private void CountReceived(ISessionMessage message, MemberId? from)
    {
        var (view, counters) = (_surroundings.Board.Standing.View, _surroundings.Board.Counters);
        if (from is { } other && other != view.Self && view.Contains(other))
            counters.Traffic.Received(other, message.GetType().Name, Fragments.PayloadBytes(message));
    }

    private void OnClusterChanged(object change)
    {
        _members.On(change);
        var now = _members.Now;
        _addresses.Keep([.. now.Members.Select(member => member.Id)]);
        _protocol.Receive(now);
        _surroundings.Board.Counters.Traffic.Keep(_surroundings.Board.Standing.View);
    }

    private IActorRef StartReplicator()
    {
        var surroundings = new ReplicatorSurroundings(_surroundings.Self, _surroundings.Settings, _surroundings.Clock, _surroundings.Log);
        var (manager, courier) = (Self, NewCourier());
        return Context.ActorOf(Props.Create(() => new Replicator(surroundings, manager, courier)), "replicator");
    }

    private Courier NewCourier()
    {
        var fragments = new Fragments(_surroundings.Self, _surroundings.NextRandom());
        return new(fragments, _topic, _mediator, _addresses, _surroundings.Board.Counters.Traffic);
    }
}
