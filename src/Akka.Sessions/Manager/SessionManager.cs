using Akka.Actor;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>The public face. It may be asked for before the host has started; its work begins when <see cref="Open"/> is called.</summary>
internal sealed class SessionManager : ISessionManager
{
    private static readonly SessionManagerStatus NotStarted = new(false, false, false, false, 0, [], [], null);

    private const int MaxPage = 1000;

    private readonly SessionSubscriptions _subscriptions = new();
    private volatile SessionNode? _node;
    private volatile bool _isKept;

    public SessionManagerStatus Status
    {
        get
        {
            if (_node is not { } node) return NotStarted;
            var standing = node.Board.Standing;
            return new(
                standing.IsUp, standing.IsTransferred, standing.IsLinked, node.IsDraining, node.Board.Sessions.LiveCount,
                [.. standing.View.Members.Select(member => member.Id)],
                [.. standing.View.Members.Where(member => !member.IsReachable).Select(member => member.Id)],
                node.Self)
            {
                IsAlive = node.IsAlive || _isKept,
                Differences = standing.Differences,
            };
        }
    }

    private SessionNode Node => _node ?? throw new InvalidOperationException("The sessions are not started yet: they start with the host.");

    /// <summary>The node of the present life, once there is one.</summary>
    public SessionNode? Current => _node;

    /// <param name="node">Whom to work with from now on.</param>
    /// <param name="isKept">Another one will follow when it ends.</param>
    public void Open(SessionNode node, bool isKept = false)
    {
        node.Events.Open(_subscriptions);
        _isKept = isKept;
        _node = node;
    }

    /// <summary>No other node will follow when the present one has ended.</summary>
    public void GiveUp() => _isKept = false;

    public IDisposable Subscribe<TEvent>(Func<TEvent, ValueTask> handler)
        where TEvent : SessionEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _subscriptions.Add(handler);
    }

    public IReplicatedSession Create() => ReplicatedSession.New(Node, SessionId.New(Node.Settings.IdBits));

    public IReplicatedSession Create(SessionId id) => id.Value is not null
        ? ReplicatedSession.New(Node, id)
        : throw new ArgumentException("A session needs an id.", nameof(id));

    public ValueTask<SessionLookup> FindAsync(
        SessionId id, IReadOnlyList<SessionToken>? tokens = null, CancellationToken cancellationToken = default)
    {
        var node = Node;
        var isCurrent = tokens is null || tokens.All(node.Board.Applied.Covers);
        return isCurrent && TryFind(node, id, out var found)
            ? ValueTask.FromResult(found)
            : FindElsewhereAsync(node, id, tokens, isCurrent, cancellationToken);
    }

    public ValueTask<ISessionLease> AcquireAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        if (id.Value is null) throw new ArgumentException("A session needs an id.", nameof(id));
        var node = Node;
        return new LeaseWish(node, id, (tokens, cancellation) => WaitForAsync(node, tokens, cancellation)).AcquireAsync(cancellationToken);
    }

    public SessionStatistics Statistics => StatisticsOf.Node(Node);

    public SessionPage List(string? after = null, int count = 100, string? principal = null, string? attribute = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxPage);
        return new SessionRegister(Node).List(after, count, principal, attribute);
    }

    public SessionContents? Inspect(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return new SessionRegister(Node).Inspect(hash);
    }

    public ValueTask<bool> EndAsync(string hash, CommitLevel? level = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return new SessionRegister(Node).EndAsync(hash, level, cancellationToken);
    }

    public ValueTask<int> EndAllOfAsync(string principal, CommitLevel? level = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(principal);
        return new SessionRegister(Node).EndAllOfAsync(principal, level, cancellationToken);
    }

    public async ValueTask<bool> ResyncAsync(CancellationToken cancellationToken = default)
    {
        var node = Node;
        var begun = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Actor.Tell(new ResyncRequest(begun), ActorRefs.NoSender);
        return await Bounded(begun.Task, node, node.Settings.CommitTimeout, cancellationToken) && await begun.Task;
    }

    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        var node = Node;
        node.StandAside();
        await node.DrainAsync(cancellationToken);
    }

    public bool Resume() => Node.Resume();

    public async ValueTask<bool> DrainAsync(MemberId member, CancellationToken cancellationToken = default)
    {
        if (member != Node.Self) return await OrderAsync(member, standAside: true, cancellationToken);
        await DrainAsync(cancellationToken);
        return true;
    }

    public async ValueTask<bool> ResumeAsync(MemberId member, CancellationToken cancellationToken = default) =>
        member == Node.Self ? Resume() : await OrderAsync(member, standAside: false, cancellationToken);

    public bool IsDraining => _node is { IsDraining: true };

    private static async ValueTask<SessionLookup> FindElsewhereAsync(
        SessionNode node, SessionId id, IReadOnlyList<SessionToken>? tokens, bool isCurrent, CancellationToken cancellationToken)
    {
        using var span = SessionActivities.Load();
        var denied = isCurrent ? [] : await WaitForAsync(node, tokens!, cancellationToken);
        if (await FindHereAsync(node, id, cancellationToken) is not { } found)
        {
            var isCertain = await SearchAsync(node, id, tokens is { Count: > 0 }, cancellationToken);
            found = await FindHereAsync(node, id, cancellationToken) ?? new(null, null, isCertain);
        }

        span.Concluded(found);
        return denied.Count == 0 ? found : found with { DeniedTokens = denied };
    }

    // What is still in doubt after the wait goes on as if nothing had been: a vote that could not be held ends no session. Unless it is held
    // again by then, for another member that asks.
    private static async ValueTask<SessionLookup?> FindHereAsync(SessionNode node, SessionId id, CancellationToken cancellationToken)
    {
        if (TryFind(node, id, out var found)) return found;
        if (!node.Board.Sessions.TryGet(id, out var handle) || handle.State.IsEmpty) return null;
        var waits = 0;
        do await WaitForVerdictAsync(node, id, cancellationToken);
        while (handle.IsHeld && ++waits < SessionHandle.MostHolds);
        return handle.State.End is { } end ? Ended(end) : Found(node, handle);
    }

    private static bool TryFind(SessionNode node, SessionId id, out SessionLookup found)
    {
        found = default;
        if (!node.Board.Sessions.TryGet(id, out var handle) || handle.State is not { IsEmpty: false } state) return false;
        if (state.End is { } end) found = Ended(end);
        else if (!IsInDoubt(node, handle)) found = Found(node, handle);
        else return false;
        return true;
    }

    // Over by this node's clock, though nobody has ended it yet, or about to be ended: the others may know it in use.
    private static bool IsInDoubt(SessionNode node, SessionHandle handle) =>
        handle.IsHeld || handle.AgeAt(node.Clock.GetMoment(), node.Settings.IdleTimeout).IsDue;

    private static SessionLookup Ended(SessionEnd end) => new(null, end.Reason, IsCertain: true);

    private static SessionLookup Found(SessionNode node, SessionHandle handle) => new(ReplicatedSession.Of(node, handle), null, IsCertain: true);

    private async Task<bool> OrderAsync(MemberId member, bool standAside, CancellationToken cancellationToken)
    {
        var node = Node;
        var sent = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Actor.Tell(new ServiceRequest(member, standAside, sent), ActorRefs.NoSender);
        return await Bounded(sent.Task, node, node.Settings.CommitTimeout, cancellationToken) && await sent.Task;
    }

    private static async Task WaitForVerdictAsync(SessionNode node, SessionId id, CancellationToken cancellationToken)
    {
        using var span = SessionActivities.ExpiryVote();
        var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Actor.Tell(new ExpiryQuestion(id, decided), ActorRefs.NoSender);
        await Bounded(decided.Task, node, node.Settings.ExpiryHold, cancellationToken);
    }

    private static async Task<IReadOnlyList<SessionToken>> WaitForAsync(
        SessionNode node, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken)
    {
        using var span = SessionActivities.TokenWait();
        var arrived = new TaskCompletionSource<IReadOnlyList<SessionToken>>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Actor.Tell(new TokenRequest(tokens, arrived), ActorRefs.NoSender);
        return await Bounded(arrived.Task, node, node.Settings.Lookup.TokenTimeout, cancellationToken) ? await arrived.Task : [];
    }

    private static async Task<bool> SearchAsync(SessionNode node, SessionId id, bool carriesTokens, CancellationToken cancellationToken)
    {
        using var span = SessionActivities.Lookup();
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Actor.Tell(new SearchRequest(id, carriesTokens, answer), ActorRefs.NoSender);
        return await Bounded(answer.Task, node, node.Settings.Lookup.Limits.Timeout, cancellationToken) && await answer.Task;
    }

    // The manager keeps the time; this is for one that has stopped meanwhile and will never answer.
    private static async Task<bool> Bounded(Task answer, SessionNode node, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (node.IsStopped && !answer.IsCompleted) return false;
        try
        {
            await answer.WaitAsync(timeout * 2, node.Clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
