namespace Akka.Sessions;

/// <summary>
/// One user of one session: usually one request. It reads the session as it was when it was found, with its own changes on top, and
/// sends those changes, and only those, at commit. For one thread at a time; any number of handles of one session may be open at once,
/// on any member, and their changes merge attribute by attribute.
/// </summary>
public interface IReplicatedSession
{
    /// <summary>The secret id. It changes when <see cref="RotateIdAsync"/> completes.</summary>
    SessionId Id { get; }

    /// <summary>True from creation until the first commit.</summary>
    bool IsNew { get; }

    /// <summary>True once the session ended, here or elsewhere.</summary>
    bool IsEnded { get; }

    /// <summary>Whether a commit would send something.</summary>
    bool HasChanges { get; }

    /// <summary>When the session was created.</summary>
    DateTimeOffset Created { get; }

    /// <summary>The latest access known here before this one.</summary>
    DateTimeOffset LastAccessed { get; }

    /// <summary>Idle time after which the session expires.</summary>
    TimeSpan IdleTimeout { get; set; }

    /// <summary>Time after its creation at which the session expires however busy it is.</summary>
    TimeSpan AbsoluteTimeout { get; set; }

    /// <summary>
    /// Who is logged in, for listings and for ending all sessions of one person; <see langword="null"/> for nobody. It is only a name:
    /// setting it authenticates nobody. A change like any other, replicated by the next commit.
    /// </summary>
    /// <exception cref="ArgumentException">Set to more than 1,024 characters.</exception>
    string? Principal { get; set; }

    /// <summary>The names of the attributes; those in a scope are named there only.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The bytes of an attribute. They are shared by every reader: never write into them.</summary>
    bool TryGetValue(string name, out ReadOnlyMemory<byte> value);

    /// <summary>Sets an attribute; takes effect for this handle now and for everyone at commit.</summary>
    /// <exception cref="SessionLimitException">
    /// The attribute or the session would exceed its limit, the name does not match <c>akka.sessions.attribute-name-filter</c>, or it
    /// begins with
    /// <c>akka.</c>, which is kept for the sessions themselves. Nothing was changed.
    /// </exception>
    void Set(string name, byte[] value);

    /// <summary>Removes an attribute.</summary>
    void Remove(string name);

    /// <summary>Removes every attribute that this handle sees, those in scopes included.</summary>
    void Clear();

    /// <summary>
    /// A part of this session with attribute names of its own, made by its first write and gone with its last attribute. Costs nothing.
    /// Scopes do not nest.
    /// </summary>
    /// <param name="name">At least one character, without a slash or control characters; equal names are the same scope, on any
    /// member.</param>
    /// <exception cref="SessionLimitException">The name is none that a scope can have.</exception>
    ISessionScope Scope(string name);

    /// <summary>Marks an access: puts expiry off. Costs no message of its own; access times travel coalesced.</summary>
    void Touch();

    /// <summary>
    /// Sends the changes and waits until <paramref name="level"/> holds them (the configured level when <see langword="null"/>) or the
    /// commit timeout passes; the receipt says which. Without changes nothing is sent.
    /// </summary>
    /// <exception cref="SessionEndedException">
    /// The session was invalidated or has expired meanwhile; the changes are dropped. When only its id was changed meanwhile they follow it.
    /// </exception>
    /// <exception cref="TooManySessionsException">The session is new and this node is full.</exception>
    /// <exception cref="SessionsStoppedException">This node has left the cluster: nobody would get the changes.</exception>
    ValueTask<CommitReceipt> CommitAsync(CommitLevel? level = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps the changed attributes on this node instead of sending them. Whoever finds the session here afterwards has them as changes of
    /// their own and sends them with their commit, or when the node drains; where another commit has written an attribute meanwhile, that
    /// stays. They are lost with the node, and with the session's id when that is changed elsewhere. Tomcat's ReplicationValve does the
    /// same where its <c>filter</c> matches.
    /// </summary>
    /// <returns>
    /// False, and nothing is kept, when there is more or less than attributes to send: the session is new or over, nothing was changed, or
    /// a timeout or the principal was.
    /// </returns>
    bool TryDefer();

    /// <summary>Ends the session everywhere. It never comes back.</summary>
    ValueTask<CommitReceipt> InvalidateAsync(CommitLevel? level = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives the session another id and ends the old one (against session fixation, at login). Pending changes go along.
    /// Waits for every reachable member, so that the old id is dead everywhere before the new one is handed out.
    /// </summary>
    ValueTask<CommitReceipt> RotateIdAsync(CancellationToken cancellationToken = default);
}
