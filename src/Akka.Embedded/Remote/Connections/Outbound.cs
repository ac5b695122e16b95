using Akka.Actor;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote;

/// <summary>Something on its way to another system: a message, or a control frame, where <see cref="Frame"/> is set.</summary>
internal readonly struct Outbound
{
    // What an entry costs besides its payload: the entry itself and the objects it keeps alive.
    private const int EntryBytes = 100;

    public Outbound(object message, RemoteActorRef recipient, IActorRef sender, in Payload payload)
    {
        Kind = FrameKind.Message;
        Message = message;
        Recipient = recipient;
        Sender = sender;
        Payload = payload;
    }

    public Outbound(SystemFrame frame)
    {
        Kind = FrameKind.System;
        Frame = frame;
    }

    private Outbound(FrameKind kind) => Kind = kind;

    public static Outbound Heartbeat { get; } = new(FrameKind.Heartbeat);

    public FrameKind Kind { get; }

    /// <summary>As it was told, for the dead letters.</summary>
    public object Message { get; }

    public RemoteActorRef Recipient { get; }

    public IActorRef Sender { get; }

    public Payload Payload { get; }

    public SystemFrame Frame { get; }

    public int Cost => EntryBytes + (Payload.Bytes?.Length ?? 0);
}
