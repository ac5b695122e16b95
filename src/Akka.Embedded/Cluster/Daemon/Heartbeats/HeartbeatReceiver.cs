using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Answers heartbeats, with the incarnation that answers: a restarted node must not keep its predecessor alive.</summary>
internal sealed class HeartbeatReceiver : UntypedActor
{
    public const string Name = "heartbeatReceiver";

    private readonly UniqueAddress _self;

    public HeartbeatReceiver(UniqueAddress self) => _self = self;

    protected override void OnReceive(object message)
    {
        if (message is Heartbeat heartbeat) Sender.Tell(new HeartbeatRsp(_self, heartbeat.Sequence));
        else Unhandled(message);
    }
}
