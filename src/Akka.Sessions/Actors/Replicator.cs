using Akka.Actor;
using Akka.Sessions.Messages;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Actors;

/// <summary>Performs the <see cref="ReplicatorProtocol"/> of this node.</summary>
internal sealed class Replicator : UntypedActor, IWithTimers, IReplicatorPort
{
    private readonly IActorRef _manager;
    private readonly Courier _courier;
    private readonly ReplicatorProtocol _protocol;
    private readonly IActorRef _self;

    public Replicator(ReplicatorSurroundings surroundings, IActorRef manager, Courier courier)
    {
        _manager = manager;
        _courier = courier;
        _self = Self;
        _protocol = new ReplicatorProtocol(surroundings, this);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public void ToSelf(object message) => _self.Tell(message, _self);

    public void ToManager(object message) => _manager.Tell(message, _self);

    public void Publish(ISessionMessage message) => _courier.Publish(message, _self);

    // In the manager's name: it is the one that talks with the other managers.
    public void Send(MemberId member, ISessionMessage message) => _courier.Send(member, message, _manager);

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(CommitTick), CommitTick.Instance, CommitTick.Interval);

    protected override void PostStop() => _protocol.End();

    protected override void OnReceive(object message) => _protocol.Receive(message);
}
