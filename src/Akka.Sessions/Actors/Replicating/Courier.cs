using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Sessions.Messages;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Actors;

/// <summary>Sends for one actor of this member: to everyone through the topic, or to one manager; in fragments what is too big for a frame.</summary>
/// <param name="self">This member.</param>
/// <param name="topic">The topic of the context.</param>
/// <param name="mediator">Distributed Pub/Sub of this node.</param>
/// <param name="lastMessageId">Numbers fragmented messages; couriers of one member count in ranges of their own.</param>
internal sealed class Courier(MemberId self, string topic, IActorRef mediator, long lastMessageId)
{
    private long _lastMessageId = lastMessageId;

    public void Publish(ISessionMessage message, IActorRef sender)
    {
        foreach (var part in Fragments.Of(message, self, ref _lastMessageId)) mediator.Tell(new Publish(topic, part), sender);
    }

    public void Send(ICanTell receiver, ISessionMessage message, IActorRef sender)
    {
        foreach (var part in Fragments.Of(message, self, ref _lastMessageId)) receiver.Tell(part, sender);
    }
}
