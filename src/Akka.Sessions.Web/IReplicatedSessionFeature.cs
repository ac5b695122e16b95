using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web;

/// <summary>
/// What <c>HttpContext.Session</c> cannot say of the request's session: its times, its end, its id and how far its commits got.
/// Found with <c>HttpContext.GetReplicatedSession()</c>. For one thread at a time, as <c>HttpContext</c> itself.
/// </summary>
public interface IReplicatedSessionFeature
{
    /// <summary>What became of the session that the request's cookie named.</summary>
    FormerSession Former { get; }

    /// <summary>True until the session's first commit; an empty session that is never written stays new and gets no cookie.</summary>
    bool IsNew { get; }

    /// <summary>
    /// The request may not change its session: whatever would, throws (<see cref="ReadOnlySessionAttribute"/>,
    /// <see cref="AkkaSessionsOptions.ReadOnlyPaths"/>).
    /// </summary>
    bool IsReadOnly { get; }

    /// <summary>When the session was created (UTC, the clock of the node that did).</summary>
    DateTimeOffset Created { get; }

    /// <summary>The latest access known here before this request's (UTC); the time of creation for a new session.</summary>
    DateTimeOffset LastAccessed { get; }

    /// <summary>Idle time after which this session expires. Setting it is a change like any other and takes effect at commit. Above zero, or infinite.</summary>
    /// <exception cref="InvalidOperationException">Set on a new session after the response has started.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    TimeSpan IdleTimeout { get; set; }

    /// <summary>Time after its creation at which this session expires however busy it is. Otherwise as <see cref="IdleTimeout"/>.</summary>
    /// <exception cref="InvalidOperationException">Set on a new session after the response has started.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    TimeSpan AbsoluteTimeout { get; set; }

    /// <summary>
    /// Who is logged in, for listings and for ending all sessions of one person; <see langword="null"/>, the default, for nobody. It is
    /// only a name: setting it authenticates nobody. A change like any other, committed with the session.
    /// </summary>
    /// <exception cref="InvalidOperationException">Set on a new session after the response has started.</exception>
    /// <exception cref="ArgumentException">Set to more than 1,024 characters.</exception>
    string? Principal { get; set; }

    /// <summary>
    /// The level of this request's commits: at first what the endpoint says (<see cref="SessionCommitLevelAttribute"/>);
    /// <see langword="null"/>, where it says nothing, means <see cref="SessionsOptions.CommitLevel"/>.
    /// </summary>
    CommitLevel? CommitLevel { get; set; }

    /// <summary>
    /// A part of the session with attribute names of its own, for a portlet or a plug-in: <c>Scope("portlet-42").SetString("cart", …)</c>.
    /// It is
    /// committed with the session, which it names and loads too; <c>Clear</c> clears the scope alone.
    /// </summary>
    /// <param name="name">At least one character, without a slash or control characters; what else it is shows when it is first
    /// used.</param>
    ISession Scope(string name);

    /// <summary>
    /// Commits what changed so far and says who has it. A level that was missed is logged and stands in the receipt; the policy of
    /// <see cref="AkkaSessionsOptions.OnMissedCommit"/> is then not applied, since the caller knows. The waiting is bounded by
    /// <c>akka.sessions.commit-timeout</c>.
    /// </summary>
    /// <param name="level">The level of this commit; <see langword="null"/> means <see cref="CommitLevel"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; what was sent stays sent.</param>
    /// <exception cref="SessionEndedException">The session was ended meanwhile; the changes are dropped.</exception>
    /// <exception cref="SessionValueException">A value that was changed in place can no longer be stored. Nothing was sent.</exception>
    /// <exception cref="SessionLimitException">A value that was changed in place is now over a limit. Nothing was sent.</exception>
    /// <exception cref="TooManySessionsException">The session is new and this node is full.</exception>
    ValueTask<CommitReceipt> CommitAsync(CommitLevel? level = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives the session another id and ends the old one everywhere: do it at login, against session fixation. Waits until every reachable
    /// member knows; only then the new cookie is sent. When they do not confirm in time the cookie is withheld, the receipt says so, and
    /// <see cref="AkkaSessionsOptions.OnMissedCommit"/> decides about the answer. Pending changes are committed along.
    /// </summary>
    /// <exception cref="InvalidOperationException">The response has started: the new cookie could not be sent. Nothing was changed.</exception>
    /// <exception cref="SessionEndedException">The session was ended meanwhile.</exception>
    /// <exception cref="SessionValueException">A value that was changed in place can no longer be stored. Nothing was changed.</exception>
    /// <exception cref="SessionLimitException">A value that was changed in place is now over a limit. Nothing was changed.</exception>
    ValueTask<CommitReceipt> RotateIdAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the session everywhere and deletes its cookie, if the response has not started. The rest of the request sees an empty
    /// session; writing to it makes a new one. A missed level is dealt with by <see cref="AkkaSessionsOptions.OnMissedCommit"/>.
    /// </summary>
    ValueTask<CommitReceipt> InvalidateAsync(CancellationToken cancellationToken = default);
}

/// <summary>What became of the session that a request's cookie named.</summary>
public enum FormerSession
{
    /// <summary>The request carried no session cookie.</summary>
    None = 0,

    /// <summary>It is here: it is the request's session.</summary>
    Found = 1,

    /// <summary>It timed out.</summary>
    Expired = 2,

    /// <summary>Its id was changed, and this request still carries the old one.</summary>
    Moved = 3,

    /// <summary>The application ended it.</summary>
    Invalidated = 4,

    /// <summary>No member knows it: it ended long ago, or never was.</summary>
    Unknown = 5,

    /// <summary>A member that may hold it did not answer. <c>ISession.IsAvailable</c> is false.</summary>
    Unanswered = 6,

    /// <summary>The cookie does not hold a session id.</summary>
    Malformed = 7,
}
