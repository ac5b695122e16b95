using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Told to the mediator of this node: from now on <see cref="Ref"/> gets what is published to <see cref="Topic"/>. Answered with
/// <see cref="SubscribeAck"/>.
/// </summary>
public sealed class Subscribe : IEquatable<Subscribe>
{
    /// <exception cref="NotSupportedException">A <paramref name="group"/> is named: this engine has no groups.</exception>
    public Subscribe(string topic, IActorRef @ref, string? group = null)
    {
        Topic = PubSubName.Checked(topic, nameof(topic));
        Ref = @ref ?? throw new ArgumentNullException(nameof(@ref));
        Group = PubSubName.NoGroup(group);
    }

    public string Topic { get; }

    public string? Group { get; }

    public IActorRef Ref { get; }

    public bool Equals(Subscribe? other) => other is not null && Topic == other.Topic && Ref.Equals(other.Ref);

    public override bool Equals(object? obj) => Equals(obj as Subscribe);

    public override int GetHashCode() => HashCode.Combine(Topic, Ref);

    public override string ToString() => $"Subscribe({Topic}, {Ref})";
}

/// <summary>This node's mediator has noted the subscription. The mediators of other nodes learn of it a moment later.</summary>
public sealed class SubscribeAck(Subscribe subscribe) : IEquatable<SubscribeAck>, IDeadLetterSuppression
{
    public Subscribe Subscribe { get; } = subscribe ?? throw new ArgumentNullException(nameof(subscribe));

    public bool Equals(SubscribeAck? other) => other is not null && Subscribe.Equals(other.Subscribe);

    public override bool Equals(object? obj) => Equals(obj as SubscribeAck);

    public override int GetHashCode() => Subscribe.GetHashCode();

    public override string ToString() => $"SubscribeAck({Subscribe})";
}

/// <summary>
/// Ends a subscription. Answered with <see cref="UnsubscribeAck"/>, whether there was one or not. An actor that stops is unsubscribed by
/// itself.
/// </summary>
public sealed class Unsubscribe : IEquatable<Unsubscribe>
{
    /// <exception cref="NotSupportedException">A <paramref name="group"/> is named: this engine has no groups.</exception>
    public Unsubscribe(string topic, IActorRef @ref, string? group = null)
    {
        Topic = PubSubName.Checked(topic, nameof(topic));
        Ref = @ref ?? throw new ArgumentNullException(nameof(@ref));
        Group = PubSubName.NoGroup(group);
    }

    public string Topic { get; }

    public string? Group { get; }

    public IActorRef Ref { get; }

    public bool Equals(Unsubscribe? other) => other is not null && Topic == other.Topic && Ref.Equals(other.Ref);

    public override bool Equals(object? obj) => Equals(obj as Unsubscribe);

    public override int GetHashCode() => HashCode.Combine(Topic, Ref);

    public override string ToString() => $"Unsubscribe({Topic}, {Ref})";
}

/// <summary>This node's mediator no longer gives the topic's messages to that actor.</summary>
public sealed class UnsubscribeAck(Unsubscribe unsubscribe) : IEquatable<UnsubscribeAck>
{
    public Unsubscribe Unsubscribe { get; } = unsubscribe ?? throw new ArgumentNullException(nameof(unsubscribe));

    public bool Equals(UnsubscribeAck? other) => other is not null && Unsubscribe.Equals(other.Unsubscribe);

    public override bool Equals(object? obj) => Equals(obj as UnsubscribeAck);

    public override int GetHashCode() => Unsubscribe.GetHashCode();

    public override string ToString() => $"UnsubscribeAck({Unsubscribe})";
}
