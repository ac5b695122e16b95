using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>
/// How many small messages a second one process publishes and the other's subscriber gets, with a bounded number on the way; and what
/// processor time one takes in both processes together, which says more than the rate when the machine does other things too.
/// </summary>
internal sealed record PublishedMessages(double PerSecond, double CpuMicroseconds)
{
    private const int WarmUp = 500_000;
    private const int Measured = 3_000_000;
    private const int OnTheWay = 20_000;

    internal static async Task<PublishedMessages> MeasureAsync(BenchmarkNode node, PeerProcess peer, CancellationToken cancellationToken)
    {
        var publisher = node.System.ActorOf(Props.Create(() => new Publisher(node.Mediator)));
        await publisher.Ask<TimeSpan>(WarmUp, cancellationToken);
        var cpuBefore = peer.CpuOfBoth;
        var took = await publisher.Ask<TimeSpan>(Measured, cancellationToken);
        return new PublishedMessages(Measured / took.TotalSeconds, (peer.CpuOfBoth - cpuBefore).TotalMicroseconds / Measured);
    }

    private sealed class Publisher : UntypedActor
    {
        private readonly IActorRef _mediator;
        private IActorRef _asker = ActorRefs.Nobody;
        private int _published;
        private int _arrived;
        private int _goal;
        private long _start;

        public Publisher(IActorRef mediator)
        {
            _mediator = mediator;
            mediator.Tell(new Subscribe(Topics.Counts, Self));
        }

        // Until the subscriptions are known to both sides, messages go nowhere; what is on the way is taken as lost.
        protected override void PreStart() => Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(100));

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case int count when Sender.Path.Name == PeerCounter.Name:
                    _arrived = count;
                    if (_goal > 0 && _arrived >= _goal) Finish();
                    break;
                case int count:
                    (_asker, _goal, _start) = (Sender, _arrived + count, Stopwatch.GetTimestamp());
                    break;
                case ReceiveTimeout:
                    _published = _arrived;
                    break;
            }

            for (; _goal > 0 && _published < _arrived + OnTheWay; _published++) _mediator.Tell(new Publish(Topics.Counted, Topics.Payload));
        }

        private void Finish()
        {
            _asker.Tell(Stopwatch.GetElapsedTime(_start));
            _goal = 0;
        }
    }
}
