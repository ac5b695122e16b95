using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>Counts what is published in the other process, and publishes the count now and then.</summary>
internal sealed class PeerCounter : UntypedActor
{
    internal const string Name = "counter";
    private readonly IActorRef _mediator;
    private int _count;

    public PeerCounter(IActorRef mediator)
    {
        _mediator = mediator;
        mediator.Tell(new Subscribe(Topics.Counted, Self));
    }

    protected override void OnReceive(object message)
    {
        if (message is string && ++_count % Topics.ReportEvery == 0) _mediator.Tell(new Publish(Topics.Counts, _count));
    }
}
