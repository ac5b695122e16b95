using Akka.Actor;

namespace Akka.TestKit;

/// <summary>
/// The actor behind a test or a probe: keeps all that it is told for the test to look at, and watches whom the test wants watched.
/// </summary>
internal sealed class ReceivingActor(ReceivedMessages received, Func<Func<object, bool>?> ignore) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WatchFor watch:
                Context.Watch(watch.Actor);
                Sender.Tell(watch, Self);
                break;
            case UnwatchFor unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(unwatch, Self);
                break;
            default:
                if (ignore() is not { } shouldIgnore || !shouldIgnore(message)) received.Add(new Received(message, Sender));
                break;
        }
    }

    internal sealed record WatchFor(IActorRef Actor);

    internal sealed record UnwatchFor(IActorRef Actor);
}
