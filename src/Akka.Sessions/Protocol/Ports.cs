using Akka.Sessions.Messages;

namespace Akka.Sessions.Protocol;

/// <summary>
/// How the protocol of one session reaches the other two of its member. Whoever performs the protocols (the actors, or a simulation) delivers
/// what is told here later, in order per sender and receiver, and never calls back from within.
/// </summary>
internal interface ISessionPort
{
    void ToManager(object message);

    void ToReplicator(object message);
}

/// <summary>How the replicator's protocol reaches its manager and the other members.</summary>
internal interface IReplicatorPort
{
    /// <summary>Behind everything that is on its way here now.</summary>
    void ToSelf(object message);

    void ToManager(object message);

    /// <summary>Through the topic of the context, to every member; at most once, our own comes back.</summary>
    void Publish(ISessionMessage message);

    /// <summary>To the manager of that member, at most once.</summary>
    void Send(MemberId member, ISessionMessage message);
}

/// <summary>How the manager's protocol reaches its sessions, its replicator and the other members.</summary>
internal interface IManagerPort
{
    /// <summary>Behind everything that is on its way here now.</summary>
    void ToSelf(object message);

    void ToReplicator(object message);

    void ToSession(SessionHandle session, object message);

    /// <summary>Through the topic of the context, to every member; at most once, our own comes back.</summary>
    void Publish(ISessionMessage message);

    /// <summary>To the manager of that member, at most once.</summary>
    void Send(MemberId member, ISessionMessage message);

    /// <summary>Makes the place where a session of this member lives.</summary>
    SessionHandle NewSession(SessionId id);

    /// <summary>The session is forgotten: its place can go.</summary>
    void Stop(SessionHandle session);

    /// <summary>Tells the manager <see cref="WaitTick"/> once, after that time.</summary>
    void WakeAfter(TimeSpan time);
}
