using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Event;
using Akka.Serialization;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Knows this node's takers and, through the <see cref="Registry"/>, which other nodes have some. A message goes to each of those nodes'
/// mediators once, encoded once, and each gives it to its own takers.
/// </summary>
internal sealed class DistributedPubSubMediator : UntypedActor, IWithTimers
{
    private static readonly IActorRef[] Nobody = [];
    private readonly DistributedPubSubSettings _settings;
    private readonly ActorSystemImpl _system = (ActorSystemImpl)Context.System;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Takers _takers = new();
    private readonly RegistryPeers _peers;

    // The other nodes' mediators by what they take; emptied whenever the registry or the members change. What nobody takes is not kept, so
    // that it never holds more than the registry does.
    private readonly Dictionary<RegistryKey, IActorRef[]> _others = [];

    public DistributedPubSubMediator(DistributedPubSubSettings settings)
    {
        _settings = settings;
        _peers = new RegistryPeers(_cluster.SelfUniqueAddress, Now, settings, MediatorAt, Self, _others.Clear);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(GossipTick.Instance, GossipTick.Instance, _settings.GossipInterval);
        Timers.StartPeriodicTimer(PruneTick.Instance, PruneTick.Instance, _settings.RemovedTimeToLive / 2);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Publish publish: OnPublish(RegistryKey.Topic(publish.Topic), publish.Message, toOwn: true); break;
            case Delivery delivery: OnDelivery(delivery); break;
            case SendToAll send: OnPublish(RegistryKey.Path(send.Path), send.Message, toOwn: !send.ExcludeSelf); break;
            case Send send: OnSend(send); break;
            case Subscribe subscribe: OnSubscribe(subscribe); break;
            case Unsubscribe unsubscribe: OnUnsubscribe(unsubscribe); break;
            case Put put: OnPut(put.Ref); break;
            case Remove remove: OnRemove(RegistryKey.Path(remove.Path)); break;
            case Terminated terminated: OnTerminated(terminated.ActorRef); break;
            case GetTopics: Sender.Tell(new CurrentTopics(_peers.Registry.Topics.ToImmutableHashSet(StringComparer.Ordinal)), Self); break;
            case CountSubscribers count: Sender.Tell(_takers.Of(RegistryKey.Topic(count.Topic)).Length, Self); break;
            case RegistryStatus status: _peers.OnStatus(status, Sender); break;
            case RegistryDelta delta: _peers.OnDelta(delta, Sender, Now); break;
            case GossipTick: _peers.Gossip(); break;
            case PruneTick: _peers.Registry.Prune(Now - _settings.RemovedTimeToLive); break;
            case ClusterEvent.IMemberEvent change: _peers.OnMember(change); break;
            default: Unhandled(message); break;
        }
    }

    private void OnPublish(RegistryKey key, object message, bool toOwn)
    {
        var own = toOwn ? _takers.Of(key) : Nobody;
        foreach (var taker in own) taker.Tell(message, Sender);
        var others = OthersWith(key);
        if (others.Length > 0) TellOthers(others, key, message);
        else if (own.Length == 0) NoTakers(key, message);
    }

    private void OnSend(Send send)
    {
        var key = RegistryKey.Path(send.Path);
        var own = _takers.Of(key);
        var others = send.LocalAffinity && own.Length > 0 ? Nobody : OthersWith(key);
        if (own.Length + others.Length == 0)
        {
            NoTakers(key, send.Message);
            return;
        }

        var choice = _peers.Choose(own.Length + others.Length);
        if (choice < own.Length) own[choice].Tell(send.Message, Sender);
        else TellOthers([others[choice - own.Length]], key, send.Message);
    }

    private void OnDelivery(Delivery delivery)
    {
        var own = _takers.Of(delivery.Key);
        foreach (var taker in own) taker.Tell(delivery.Message, Sender);
        if (own.Length == 0) NoTakers(delivery.Key, delivery.Message);
    }

    private void OnSubscribe(Subscribe subscribe)
    {
        Add(RegistryKey.Topic(subscribe.Topic), subscribe.Ref);
        Sender.Tell(new SubscribeAck(subscribe), Self);
    }

    private void OnUnsubscribe(Unsubscribe unsubscribe)
    {
        Take(RegistryKey.Topic(unsubscribe.Topic), unsubscribe.Ref);
        Sender.Tell(new UnsubscribeAck(unsubscribe), Self);
    }

    private void OnPut(IActorRef actor)
    {
        if (actor.Path.Address.HasGlobalScope)
            _log.Warning("{0} was put to the mediator of another node; put an actor to the mediator of its own node.", actor);
        else Add(RegistryKey.Path(actor.Path.ToStringWithoutAddress()), actor);
    }

    private void OnRemove(RegistryKey key)
    {
        foreach (var actor in _takers.Of(key)) Take(key, actor);
    }

    private void OnTerminated(IActorRef actor)
    {
        foreach (var key in _takers.Remove(actor)) _peers.Announce(key, isPresent: false, Now);
    }

    private void Add(RegistryKey key, IActorRef actor)
    {
        Context.Watch(actor);
        if (_takers.Add(key, actor)) _peers.Announce(key, isPresent: true, Now);
    }

    private void Take(RegistryKey key, IActorRef actor)
    {
        if (_takers.Remove(key, actor)) _peers.Announce(key, isPresent: false, Now);
        if (!_takers.Knows(actor)) Context.Unwatch(actor);
    }

    private IActorRef[] OthersWith(RegistryKey key)
    {
        if (_others.TryGetValue(key, out var others)) return others;
        others = _peers.MediatorsWith(key);
        if (others.Length > 0) _others.Add(key, others);
        return others;
    }

    private InternalActorRef MediatorAt(Address address) =>
        _system.Provider.Resolve(new RootActorPath(address) / "system" / Self.Path.Name);

    private void TellOthers(IActorRef[] others, RegistryKey key, object message)
    {
        SerializedMessage delivery;
        try
        {
            var plain = new Delivery(key, message);
            delivery = new SerializedMessage(plain, _system.Serialization.ToPayload(plain));
        }
        catch (Exception e)
        {
            // A message that cannot be encoded is its sender's fault; it must not cost this actor its takers.
            _log.Error(
                e, "A {0} for {1} from {2} cannot be encoded and did not leave this node: {3}", message.GetType(), key, Sender, e.Message);
            return;
        }

        foreach (var other in others) other.Tell(delivery, Sender);
    }

    private void NoTakers(RegistryKey key, object message)
    {
        if (_log.IsDebugEnabled) _log.Debug("Nobody takes a {0} for {1}", message.GetType(), key);
        if (_settings.SendToDeadLettersWhenNoSubscribers) _system.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
    }

    private sealed class GossipTick
    {
        internal static readonly GossipTick Instance = new();
    }

    private sealed class PruneTick
    {
        internal static readonly PruneTick Instance = new();
    }
}
