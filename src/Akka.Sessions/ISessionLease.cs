namespace Akka.Sessions;

/// <summary>
/// The exclusive use of one session in the whole cluster, among those who ask for it: while it is held, nobody else's
/// <see cref="ISessionManager.AcquireAsync"/> of that session and no other exclusive request is granted. Who does not ask is not held up.
/// </summary>
/// <remarks>
/// It ends when it is disposed of, or when this node is removed from its cluster; being unreachable, or taking long, ends it not. So that
/// nothing acknowledged is lost with a node, commit at <see cref="CommitLevel.Majority"/> or above while it is held. For any thread, one at a
/// time.
/// </remarks>
public interface ISessionLease : IDisposable
{
    /// <summary>The session that it is for.</summary>
    SessionId Id { get; }

    /// <summary>
    /// The token of the last commit made under it (<see cref="CommitReceipt.Token"/>): the next holder sees that commit before it goes on.
    /// <see langword="null"/>, the default, when there was none.
    /// </summary>
    SessionToken? LastCommit { get; set; }
}

/// <summary>Why the exclusive use of a session was not granted. The numbers are on the wire and never change.</summary>
public enum LeaseRefusal
{
    /// <summary>Others held it, or the member that grants it was out of reach, for all of <c>akka.sessions.exclusive.timeout</c>.</summary>
    Timeout = 1,

    /// <summary>This node, or the member that grants it, reaches no majority of the members.</summary>
    NoMajority = 2,

    /// <summary>As many wait for it, or are held or waited for by this node, as the limits of <c>akka.sessions.exclusive</c> allow.</summary>
    TooMany = 3,

    /// <summary>This node has not joined its cluster, has left it, or has not got its sessions yet.</summary>
    NotReady = 4,

    /// <summary>It was granted, and what the last holder committed did not come here within <c>akka.sessions.lookup.token-timeout</c>.</summary>
    Behind = 5,
}
