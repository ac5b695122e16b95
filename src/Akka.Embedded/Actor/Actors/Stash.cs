namespace Akka.Actor;

/// <summary>Messages put aside by an actor, to be handled later in their order.</summary>
public interface IStash
{
    int Count { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    bool IsFull { get; }

    /// <summary>The most messages it holds; -1 when unbounded.</summary>
    int Capacity { get; }

    /// <summary>Puts the message being handled aside.</summary>
    void Stash();

    /// <summary>Puts the oldest message back, in front of the mailbox.</summary>
    void Unstash();

    void UnstashAll();

    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes all messages out.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages in front of those already stashed.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}

public interface IActorStash
{
    IStash Stash { get; set; }
}

public interface IWithUnrestrictedStash : IActorStash;

/// <summary>An actor that is given a stash.</summary>
public interface IWithStash : IWithUnrestrictedStash;

/// <summary>An actor that is given a stash without bound.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash;

/// <summary>A message with its sender.</summary>
public readonly struct Envelope(object message, IActorRef sender)
{
    public object Message { get; } = message;

    public IActorRef Sender { get; } = sender;

    public override string ToString() => $"<{Message}> from {Sender}";
}
