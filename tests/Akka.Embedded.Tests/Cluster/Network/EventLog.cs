using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster;

namespace Akka.Embedded.Tests.Cluster.Network;

/// <summary>Writes down what one subscriber of a cluster is sent, in order.</summary>
internal sealed class EventLog
{
    private readonly ConcurrentQueue<object> _received = new();

    public EventLog(Akka.Cluster.Cluster cluster, ClusterEvent.SubscriptionInitialStateMode mode, params Type[] types)
    {
        Recorder = cluster.System.ActorOf(Props.Create(() => new RecordingActor(_received)));
        cluster.Subscribe(Recorder, mode, types);
    }

    public IActorRef Recorder { get; }

    public IReadOnlyList<object> Received => [.. _received];

    public IReadOnlyList<string> MemberEvents =>
        [.. _received.OfType<ClusterEvent.MemberStatusChange>().Select(e => $"{e.GetType().Name} {e.Member.Address.Port}")];

    private sealed class RecordingActor(ConcurrentQueue<object> received) : UntypedActor
    {
        protected override void OnReceive(object message) => received.Enqueue(message);
    }
}
