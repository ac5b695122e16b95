using Akka.Actor;
using Akka.Event;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote;

/// <summary>
/// Hands what one peer sends to whom it is for. A message that cannot be read is logged and lost; the connection goes on.
/// </summary>
internal sealed class InboundMessages(TcpRemoting remoting, Address peer)
{
    private readonly EnvelopeReader _envelopes = new(remoting.System.Provider, peer);
    private readonly LogLimiter _unreadableLog = new();

    public void Deliver(ReadOnlySpan<byte> body)
    {
        var envelope = _envelopes.Read(body);
        object message;
        try
        {
            message = remoting.System.Serialization.FromPayload(envelope.Payload) ?? throw new WireException("the message is null");
        }
        catch (Exception e)
        {
            // Anything: serializers are the application's, and their bytes come from another release of it.
            if (_unreadableLog.TryTake(out var held))
            {
                remoting.Log.Warning(
                    "A message from {0} to {1} cannot be read ({2}): {3}",
                    peer, envelope.Recipient, Describe(envelope.Payload),
                    held > 0 ? $"{e.Message} ({held} others before.)" : e.Message);
            }
            return;
        }
        if (message is ActorSelectionMessage selection) SelectionDelivery.Deliver(selection, envelope.Recipient, envelope.Sender);
        else envelope.Recipient.Tell(message, envelope.Sender);
    }

    public void Deliver(SystemFrame frame)
    {
        if (frame.Kind == SystemFrame.Types.Kind.Terminate)
        {
            Resolve(frame.Actor).SendSystemMessage(Terminate.Instance);
            return;
        }
        var actor = Resolve(frame.Actor);
        var other = Resolve(frame.Other);
        switch (frame.Kind)
        {
            case SystemFrame.Types.Kind.Watch:
                remoting.Watcher.WatchedFrom(peer, actor, other);
                actor.SendSystemMessage(new Watch(actor, other));
                break;
            case SystemFrame.Types.Kind.Unwatch:
                remoting.Watcher.UnwatchedFrom(peer, actor, other);
                actor.SendSystemMessage(new Unwatch(actor, other));
                break;
            case SystemFrame.Types.Kind.DeathWatchNotification:
                var known = remoting.Watcher.Ended(actor, other);
                other.SendSystemMessage(new DeathWatchNotification(known, frame.ExistenceConfirmed, AddressTerminated: false));
                break;
            default:
                throw new WireException($"it sent a system frame of the unknown kind {(int)frame.Kind}");
        }
    }

    private static string Describe(in Payload payload) =>
        $"serializer {payload.SerializerId}, manifest '{payload.Manifest}', {payload.Bytes.Length} bytes";

    private InternalActorRef Resolve(string path) =>
        path.Length <= EnvelopeReader.MaxText && ActorPath.TryParse(path, out var parsed)
            ? remoting.System.Provider.Resolve(parsed)
            : throw new WireException("it sent something that is no path");
}
