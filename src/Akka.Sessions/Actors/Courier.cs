using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Actors;

/// <summary>Sends for one actor of this member: to everyone through the topic, or to one manager; in fragments what is too big for a frame.</summary>
/// <param name="fragments">Of this courier alone.</param>
/// <param name="topic">The topic of the context.</param>
/// <param name="mediator">Distributed Pub/Sub of this node.</param>
/// <param name="managers">Where the managers are.</param>
/// <param name="traffic">Counts what is sent.</param>
internal sealed class Courier(Fragments fragments, string topic, IActorRef mediator, ManagerAddresses managers, Traffic traffic)
{
    public void Publish(ISessionMessage message, IActorRef sender)
    {
        traffic.Sent(peer: null, message.GetType().Name, Fragments.PayloadBytes(message));
        foreach (var part in fragments.Of(message)) mediator.Tell(new Publish(topic, part), sender);
    }

    public void Send(MemberId member, ISessionMessage message, IActorRef sender)
    {
        traffic.Sent(member, message.GetType().Name, Fragments.PayloadBytes(message));
        var receiver = managers.Of(member);
        foreach (var part in fragments.Of(message)) receiver.Tell(part, sender);
    }
}
