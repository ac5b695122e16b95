using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>How many small messages a second one process publishes and the other's subscriber gets, with a bounded number on the way.</summary>
internal static class PublishedMessages
{
    private const int WarmUp = 500_000;
    private const int Measured = 3_000_000;
    private const int OnTheWay = 20_000;

    internal static async Task<double> MeasureAsync(BenchmarkNode node, CancellationToken cancellationToken)
    {
        var publisher = node.System.ActorOf(Props.Create(() => new Publisher(node.Mediator)));
        var took = await publisher.Ask<TimeSpan>("go", cancellationToken);
        return Measured / took.TotalSeconds;
    }

    private sealed class Publisher : UntypedActor
    {
        private readonly IActorRef _mediator;
        private IActorRef _asker = ActorRefs.Nobody;
        private int _published;
        private int _arrived;
        private long _start;

        public Publisher(IActorRef mediator)
        {
            _mediator = mediator;
            mediator.Tell(new Subscribe(Topics.Counts, Self));
        }

        protected override void PreStart() => Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(100));

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "go":
                    _asker = Sender;
                    Fill();
                    break;
                case int count:
                    OnArrived(count);
                    break;
                case ReceiveTimeout:
                    // Until the subscriptions are known to both sides, messages go nowhere; what is on the way is taken as lost.
                    _published = _arrived;
                    Fill();
                    break;
            }
        }

        private void OnArrived(int count)
        {
            if (_start == 0 && count >= WarmUp) (_start, _first) = (Stopwatch.GetTimestamp(), count);
            if (_start != 0 && count >= _first + Measured)
            {
                _asker.Tell(Stopwatch.GetElapsedTime(_start));
                Context.Stop(Self);
                return;
            }

            _arrived = count;
            Fill();
        }

        private int _first;

        private void Fill()
        {
            for (; _published < _arrived + OnTheWay; _published++) _mediator.Tell(new Publish(Topics.Counted, Topics.Payload));
        }
    }
}
