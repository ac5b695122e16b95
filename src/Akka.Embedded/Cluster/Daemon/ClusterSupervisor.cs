using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>
/// The actor at <c>/system/cluster</c>: hands on what comes to the daemon, and ends the cluster on this node when the daemon fails.
/// </summary>
internal sealed class ClusterSupervisor : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _daemon = ActorRefs.Nobody;

    public ClusterSupervisor(Cluster cluster) => _cluster = cluster;

    protected override void OnReceive(object message)
    {
        if (message is StartDaemon) Start();
        else if (message is Terminated) Context.Stop(Self);
        else _daemon.Forward(message);
    }

    // A daemon that has lost its state must not go on as if it knew who is a member.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(StopBecauseOf);

    protected override void PostStop() => _cluster.Stopped();

    private void Start()
    {
        // Heartbeats are answered by an actor of their own, so that a busy daemon does not look dead.
        Context.Watch(Context.ActorOf(Props.Create(() => new HeartbeatReceiver(_cluster.SelfUniqueAddress)), HeartbeatReceiver.Name));
        _daemon = Context.Watch(Context.ActorOf(Props.Create(() => new ClusterDaemon(_cluster)), "daemon"));
    }

    private Directive StopBecauseOf(Exception failure)
    {
        _log.Error(failure, "Cluster Node [{0}] ends its part in the cluster, which failed: {1}", _cluster.SelfAddress, failure.Message);
        if (_cluster.Settings.RunCoordinatedShutdownWhenDown)
            _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        return Directive.Stop;
    }
}
