using Akka.Actor;

namespace Akka.Event;

/// <summary>An event bus of actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>;

/// <summary>The event bus of one system: events by type, to those who subscribed to the type, a base of it or an interface.</summary>
public class EventStream(bool debug) : LoggingBus
{
    private volatile IActorRef _unsubscriber;

    public override bool Subscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        if (!base.Subscribe(subscriber, classifier)) return false;
        if (debug) Publish(new Debug(nameof(EventStream), GetType(), $"subscribing {subscriber} to {classifier}"));
        _unsubscriber?.Tell(new EventStreamUnsubscriber.Subscribed(subscriber), ActorRefs.NoSender);
        return true;
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        _unsubscriber?.Tell(new EventStreamUnsubscriber.Unsubscribed(subscriber), ActorRefs.NoSender);
        return base.Unsubscribe(subscriber);
    }

    /// <summary>From now on, subscribers that have stopped are unsubscribed.</summary>
    internal void StartUnsubscriber(ActorSystemImpl system) =>
        _unsubscriber = system.SystemActorOf(Props.Create(() => new EventStreamUnsubscriber(this)), "eventStreamUnsubscriber");
}

public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}

/// <summary>Watches the subscribers and takes those who stopped off the stream.</summary>
internal sealed class EventStreamUnsubscriber(EventStream stream) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Subscribed { Subscriber: ActorCell subscriber }:
                Context.Watch(subscriber);
                break;
            case Unsubscribed { Subscriber: ActorCell subscriber }:
                Context.Unwatch(subscriber);
                break;
            case Terminated terminated:
                stream.Unsubscribe(terminated.ActorRef);
                break;
        }
    }

    internal sealed record Subscribed(IActorRef Subscriber);

    internal sealed record Unsubscribed(IActorRef Subscriber);
}
