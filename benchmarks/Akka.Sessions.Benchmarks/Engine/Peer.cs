using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>The second process: counts, echoes, and listens on a plain TCP port for the baseline.</summary>
internal static class Peer
{
    internal static async Task RunAsync(string seed, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await using var node = await BenchmarkNode.StartAsync(seed, cancellationToken);
        node.System.ActorOf(Props.Create(() => new PeerCounter(node.Mediator)), PeerCounter.Name);
        node.System.ActorOf(Props.Create(() => new Echo(node.Mediator)), "echo");
        using var raw = new RawTcpPeer();
        await output.WriteLineAsync(raw.Port.ToString(CultureInfo.InvariantCulture));

        // The first process holds the other end; when it ends, however it ends, so does this one.
        await input.ReadLineAsync(cancellationToken);
    }

    private sealed class Echo : UntypedActor
    {
        private readonly IActorRef _mediator;

        public Echo(IActorRef mediator)
        {
            _mediator = mediator;
            mediator.Tell(new Subscribe(Topics.Pings, Self));
        }

        protected override void OnReceive(object message)
        {
            if (message is int) _mediator.Tell(new Publish(Topics.Pongs, message));
        }
    }
}
