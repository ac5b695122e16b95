namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Told to the mediator of this node: every subscriber of <see cref="Topic"/>, on every node, gets <see cref="Message"/> at most once.
/// It crosses the network once per node that has subscribers.
/// </summary>
public sealed class Publish : IDistributedPubSubMessage
{
    /// <exception cref="NotSupportedException"><paramref name="sendOneMessageToEachGroup"/> is set: this engine has no groups.</exception>
    public Publish(string topic, object message, bool sendOneMessageToEachGroup = false)
    {
        Topic = PubSubName.Checked(topic, nameof(topic));
        Message = message ?? throw new ArgumentNullException(nameof(message));
        if (sendOneMessageToEachGroup) PubSubName.NoGroup("every");
    }

    public string Topic { get; }

    public object Message { get; }

    public bool SendOneMessageToEachGroup { get; }

    public override string ToString() => $"Publish({Topic}, {Message})";
}

/// <summary>
/// Registers a local actor under its path, for <see cref="Send"/> and <see cref="SendToAll"/>. It is forgotten when it stops.
/// </summary>
public sealed class Put(Actor.IActorRef @ref)
{
    public Actor.IActorRef Ref { get; } = @ref ?? throw new ArgumentNullException(nameof(@ref));

    public override string ToString() => $"Put({Ref})";
}

/// <summary>Takes back a <see cref="Put"/>.</summary>
public sealed class Remove(string path)
{
    /// <summary>The actor's path without address: <c>/user/name</c>.</summary>
    public string Path { get; } = PubSubName.Checked(path, nameof(path));

    public override string ToString() => $"Remove({Path})";
}

/// <summary>
/// Told to the mediator: one of the actors registered under <see cref="Path"/> gets <see cref="Message"/>, the node's own if it has one and
/// <see cref="LocalAffinity"/> says so.
/// </summary>
public sealed class Send(string path, object message, bool localAffinity = false) : IDistributedPubSubMessage
{
    public string Path { get; } = PubSubName.Checked(path, nameof(path));

    public object Message { get; } = message ?? throw new ArgumentNullException(nameof(message));

    public bool LocalAffinity { get; } = localAffinity;

    public override string ToString() => $"Send({Path}, {Message})";
}

/// <summary>
/// Told to the mediator: every actor registered under <see cref="Path"/> gets <see cref="Message"/>, this node's own unless
/// <see cref="ExcludeSelf"/>.
/// </summary>
public sealed class SendToAll(string path, object message, bool excludeSelf = false) : IDistributedPubSubMessage
{
    public string Path { get; } = PubSubName.Checked(path, nameof(path));

    public object Message { get; } = message ?? throw new ArgumentNullException(nameof(message));

    public bool ExcludeSelf { get; } = excludeSelf;

    public override string ToString() => $"SendToAll({Path}, {Message})";
}
