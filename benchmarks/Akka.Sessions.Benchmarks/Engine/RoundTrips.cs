using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>Time for a message published here, and one published there in answer, in microseconds; one at a time.</summary>
internal sealed record RoundTrips(double Median, double Percentile99)
{
    internal const int WarmUp = 5_000;
    internal const int Measured = 20_000;

    internal static async Task<RoundTrips> MeasureAsync(BenchmarkNode node, CancellationToken cancellationToken)
    {
        var pinger = node.System.ActorOf(Props.Create(() => new Pinger(node.Mediator)));
        return Of(await pinger.Ask<double[]>("go", cancellationToken));
    }

    internal static RoundTrips Of(double[] microseconds)
    {
        Array.Sort(microseconds);
        return new RoundTrips(microseconds[microseconds.Length / 2], microseconds[microseconds.Length * 99 / 100]);
    }

    private sealed class Pinger : UntypedActor
    {
        private readonly IActorRef _mediator;
        private readonly double[] _microseconds = new double[WarmUp + Measured];
        private IActorRef _asker = ActorRefs.Nobody;
        private long _start;
        private int _rounds;

        public Pinger(IActorRef mediator)
        {
            _mediator = mediator;
            mediator.Tell(new Subscribe(Topics.Pongs, Self));
        }

        // A ping that went before the subscriptions were known is lost.
        protected override void PreStart() => Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(100));

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "go":
                    _asker = Sender;
                    Ping();
                    break;
                case ReceiveTimeout:
                    Ping();
                    break;
                // A pong of an earlier ping, taken for lost, measures nothing.
                case int round when round == _rounds:
                    _microseconds[_rounds++] = Stopwatch.GetElapsedTime(_start).TotalMicroseconds;
                    if (_rounds < _microseconds.Length) Ping();
                    else Finish();
                    break;
            }
        }

        private void Ping()
        {
            _start = Stopwatch.GetTimestamp();
            _mediator.Tell(new Publish(Topics.Pings, _rounds));
        }

        private void Finish()
        {
            _asker.Tell(_microseconds[WarmUp..]);
            Context.Stop(Self);
        }
    }
}
