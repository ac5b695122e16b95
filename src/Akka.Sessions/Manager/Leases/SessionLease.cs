using Akka.Actor;
using Akka.Sessions.Messages;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>A lease of one life of this node. Given back once, however often it is disposed of; with that life it is gone.</summary>
internal sealed class SessionLease(SessionNode node, SessionId id, TaskCompletionSource<LeaseAnswer> wish) : ISessionLease
{
    private int _isGivenBack;

    public SessionId Id => id;

    public SessionToken? LastCommit { get; set; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isGivenBack, 1) == 0) node.Actor.Tell(new LeaseUnwanted(wish, Written), ActorRefs.NoSender);
    }

    // What another member wrote it says itself.
    private StreamCursor? Written =>
        LastCommit is { } last && last.Incarnation == node.Self.Incarnation ? new(new(last.Incarnation), last.Number) : null;
}
