namespace Akka.Actor;

/// <summary>Equality and order of every ref: the path and the uid of the incarnation.</summary>
public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    public void Tell(object message, IActorRef sender)
    {
        if (message is null) throw new InvalidMessageException("A message must not be null.");
        TellInternal(message, sender);
    }

    protected abstract void TellInternal(object message, IActorRef sender);

    /// <summary>The uid without making a path.</summary>
    internal virtual long Uid => Path.Uid;

    public bool Equals(IActorRef other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null) return false;
        return Uid == (other is ActorRefBase same ? same.Uid : other.Path.Uid) && Path.Equals(other.Path);
    }

    public override bool Equals(object obj) => obj is IActorRef other && Equals(other);

    public override int GetHashCode() => Uid is var uid and not 0 ? uid.GetHashCode() : Path.GetHashCode();

    public int CompareTo(IActorRef other)
    {
        if (other is null) return 1;
        var order = Path.CompareTo(other.Path);
        return order == 0 ? Uid.CompareTo(other.Path.Uid) : order;
    }

    public int CompareTo(object obj) =>
        obj is null or IActorRef ? CompareTo((IActorRef)obj) : throw new ArgumentException($"An actor ref cannot be compared with {obj.GetType()}.", nameof(obj));

    public override string ToString() => Uid == 0 ? $"[{Path}]" : $"[{Path}#{Uid}]";
}
