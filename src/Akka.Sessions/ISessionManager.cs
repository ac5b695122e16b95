namespace Akka.Sessions;

/// <summary>
/// The sessions of one context (one web application) on this node: creates, finds and invalidates them, and says how the node stands.
/// Safe for use by any number of threads. Reads are answered from this node's memory; only what may need the network is asynchronous.
/// </summary>
public interface ISessionManager
{
    /// <summary>How this node stands: whether it may serve, what it holds.</summary>
    SessionManagerStatus Status { get; }

    /// <summary>
    /// A new, empty session. Nothing is stored or replicated before its first commit, so a session that is never written costs nothing.
    /// </summary>
    /// <exception cref="TooManySessionsException">This node already holds <c>max-active-sessions</c>; thrown at the first commit.</exception>
    IReplicatedSession Create();

    /// <summary>
    /// As <see cref="Create()"/>, under an id that the caller made: for a host whose sessions are named by something else.
    /// Never one that a client chose: whoever can choose the id of a session can hand it to another (session fixation). When a
    /// session of that id lives, the first commit merges into it; when one has ended, it throws <see cref="SessionEndedException"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The id is none.</exception>
    IReplicatedSession Create(SessionId id);

    /// <summary>
    /// The live session of that id, or why there is none. When the id is not here and the node may be behind, the other members are asked
    /// first; when <paramref name="tokens"/> name a commit this node has not seen yet, it is waited for and then asked for. All waits are
    /// bounded,
    /// and a token that proves to be worth nothing is waited for once.
    /// Finding a session does not touch it: call <see cref="IReplicatedSession.Touch"/> for an access.
    /// </summary>
    ValueTask<SessionLookup> FindAsync(SessionId id, IReadOnlyList<SessionToken>? tokens = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for the exclusive use of a session, which need not exist: one holder at a time in the whole cluster, in the order of asking. When it
    /// is granted, what earlier holders committed is here; find the session after that, not before. Only those who ask exclude each other.
    /// Granted only where a majority of the members can be reached.
    /// </summary>
    /// <param name="id">The session. Under another id, once that is changed, it is another session to ask for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SessionNotLeasedException">
    /// Not granted within <c>akka.sessions.exclusive.timeout</c> (10 s), or not to be had; its message says what kept it.
    /// </exception>
    /// <exception cref="SessionsStoppedException">This node has left the cluster.</exception>
    /// <exception cref="ArgumentException">The id is none.</exception>
    ValueTask<ISessionLease> AcquireAsync(SessionId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Calls <paramref name="handler"/> for every event of that kind from now on, off the threads of requests and sessions, until the
    /// result is
    /// disposed; a kind is one of the cases of <see cref="SessionEvent"/>, or that itself for all. May be called before the host has
    /// started.
    /// </summary>
    /// <remarks>
    /// Events of one id come one after another and in order; those of different sessions may come at once, so the handler must be safe for
    /// that. An exception is logged and harms nothing. While handlers take long at most <c>akka.sessions.event-queue</c> happenings wait;
    /// what comes
    /// beyond them is dropped, counted and logged. An event is raised once for the cluster (<c>akka.sessions.events = once</c>), but for
    /// two members
    /// that end one session before either has heard of the other; and one that happened on a node that then died may be lost. Without
    /// handlers
    /// events cost nothing. Tomcat's session, attribute and id listeners are the source.
    /// </remarks>
    IDisposable Subscribe<TEvent>(Func<TEvent, ValueTask> handler)
        where TEvent : SessionEvent;

    /// <summary>What this node has counted since it started, and how it stands with each peer; figures of peers are up to 200 ms
    /// old.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    SessionStatistics Statistics { get; }

    /// <summary>
    /// Some of the live sessions that this node holds (those of the cluster, since every member holds all), in the order of their hashes.
    /// Every call
    /// looks at all of them, so it is for a person who asks, not for a timer.
    /// </summary>
    /// <param name="after">Begin behind this hash; <see langword="null"/> begins at the first.</param>
    /// <param name="count">At most so many; from 1 to 1,000.</param>
    /// <param name="principal">Only sessions of that <see cref="IReplicatedSession.Principal"/>; <see langword="null"/> for all.</param>
    /// <param name="attribute">
    /// Only sessions that have an attribute of that name, in a scope under the name by which it is kept; <see langword="null"/> for all.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is out of its range.</exception>
    SessionPage List(string? after = null, int count = 100, string? principal = null, string? attribute = null);

    /// <summary>
    /// The session of that hash with the names and sizes of its attributes, without their values; <see langword="null"/> when this node holds no
    /// live one. Looks at all sessions, as <see cref="List"/> does.
    /// </summary>
    SessionContents? Inspect(string hash);

    /// <summary>Ends the session of that hash everywhere. False when this node holds no live one.</summary>
    ValueTask<bool> EndAsync(string hash, CommitLevel? level = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends all sessions of one principal that this node knows of, everywhere, one after another; returns how many. One that begins
    /// meanwhile
    /// may be missed.
    /// </summary>
    ValueTask<int> EndAllOfAsync(string principal, CommitLevel? level = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has this node compare all its sessions with those of every reachable member now, and merge what differs on both sides (Tomcat's
    /// getAllClusterSessions). Returns when it has begun; false when there is nobody to ask, or the node has not got its sessions yet.
    /// <see cref="SessionStatistics.DigestsCompared"/> tells when it is done.
    /// </summary>
    ValueTask<bool> ResyncAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes this node out of service without stopping it: <see cref="SessionManagerStatus.IsReady"/> turns false at once, so that balancers
    /// send nothing more, and the task completes when every commit of this node is acknowledged by all reachable members or
    /// <paramref name="cancellationToken"/> gives up. What comes all the same is served, new sessions too, since they are on every node;
    /// but no browser is bound to this node by its route any more. Lasts until <see cref="Resume"/>. Doing it twice is doing it once.
    /// </summary>
    /// <remarks>Tomcat drains a node by switching its JvmRouteBinderValve off.</remarks>
    Task DrainAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a drained node back into service. False when the host is stopping it, which nothing undoes; true otherwise, drained or not.
    /// </summary>
    bool Resume();

    /// <summary>
    /// As <see cref="DrainAsync(CancellationToken)"/>, for any member. Another one is told, and not waited for: when it has obeyed,
    /// <see cref="PeerStatistics.IsDraining"/> says so within seconds. It does not obey when it can reach no other member in service.
    /// </summary>
    /// <returns>False when this node cannot reach that member, or never met it.</returns>
    ValueTask<bool> DrainAsync(MemberId member, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="Resume"/>, for any member; another one is told, and not waited for.</summary>
    /// <returns>False when this node cannot reach that member, or never met it; of this node what <see cref="Resume"/> returns.</returns>
    ValueTask<bool> ResumeAsync(MemberId member, CancellationToken cancellationToken = default);

    /// <summary>Whether this node is drained or being stopped: <see cref="SessionManagerStatus.IsDraining"/>, at no cost.</summary>
    bool IsDraining { get; }
}

/// <summary>The answer to a search for a session.</summary>
/// <param name="Session">The session, or <see langword="null"/>.</param>
/// <param name="EndReason">Why the session of that id is no more, when that is known.</param>
/// <param name="IsCertain">
/// <see langword="false"/> when a member that may hold the session did not answer: the id may live, so its cookie is not to be replaced lightly.
/// </param>
public readonly record struct SessionLookup(IReplicatedSession? Session, SessionEndReason? EndReason, bool IsCertain)
{
    /// <summary>
    /// Tokens among those given that their client should carry no longer: their origin never made such a commit, or it is gone and nobody
    /// has it.
    /// </summary>
    public IReadOnlyList<SessionToken> DeniedTokens { get => field ?? []; init; }
}

/// <summary>How one node's session manager stands at a moment.</summary>
/// <param name="IsUp">The node is a full member of the cluster.</param>
/// <param name="IsTransferred">All sessions of the cluster have arrived here.</param>
/// <param name="IsLinked">A probe went to and came from every member reachable then. Later members prove it before they are ready.</param>
/// <param name="IsDraining">The node was drained, or is being stopped.</param>
/// <param name="SessionCount">Live sessions held here.</param>
/// <param name="Members">The members of the view, this one included.</param>
/// <param name="Unreachable">Those of them that are unreachable.</param>
/// <param name="Self">This member, once it is known.</param>
public sealed record SessionManagerStatus(
    bool IsUp,
    bool IsTransferred,
    bool IsLinked,
    bool IsDraining,
    int SessionCount,
    IReadOnlyList<MemberId> Members,
    IReadOnlyList<MemberId> Unreachable,
    MemberId? Self)
{
    /// <summary>
    /// False once the actor system has ended or was removed from its cluster, and no other takes its place: this process can serve no session any
    /// more, only a restart helps. A system that the host made itself is followed by another one, and this stays true meanwhile.
    /// </summary>
    public bool IsAlive { get; init; } = true;

    /// <summary>
    /// Settings that must be the same on every member and are not, by member; they vanish with the member. Nobody is served less for them, but
    /// how long sessions live, how big they may be or what a commit promises depends on the node. At most a dozen for each member.
    /// </summary>
    public IReadOnlyList<SettingDifference> Differences { get; init; } = [];

    /// <summary>Up, all sessions here, once linked both ways with every reachable member, and not draining: a balancer may send requests.</summary>
    public bool IsReady => IsAlive && IsUp && IsTransferred && IsLinked && !IsDraining;
}
