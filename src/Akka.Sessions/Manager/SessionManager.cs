using Akka.Actor;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>The public face. It may be asked for before the host has started; its work begins when <see cref="Open"/> is called.</summary>
internal sealed class SessionManager : ISessionManager
{
    private static readonly SessionManagerStatus NotStarted = new(false, false, false, false, 0, [], [], null);

    private volatile SessionNode? _node;

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
                IsAlive = node.IsAlive,
            };
        }
    }

    private SessionNode Node => _node ?? throw new InvalidOperationException("The sessions are not started yet: they start with the host.");

    public void Open(SessionNode node) => _node = node;

    public IReplicatedSession Create() => ReplicatedSession.New(Node, SessionId.New());

    public ValueTask<SessionLookup> FindAsync(
        SessionId id, IReadOnlyList<SessionToken>? tokens = null, CancellationToken cancellationToken = default)
    {
        var node = Node;
        var isCurrent = tokens is null || tokens.All(node.Board.Applied.Covers);
        return isCurrent && TryFind(node, id, out var found)
            ? ValueTask.FromResult(found)
            : FindElsewhereAsync(node, id, tokens, isCurrent, cancellationToken);
    }

    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        var node = Node;
        node.StopTakingNewWork();
        await node.DrainAsync(cancellationToken);
    }

    private static async ValueTask<SessionLookup> FindElsewhereAsync(
        SessionNode node, SessionId id, IReadOnlyList<SessionToken>? tokens, bool isCurrent, CancellationToken cancellationToken)
    {
        var denied = isCurrent ? [] : await WaitForAsync(node, tokens!, cancellationToken);
        if (!TryFind(node, id, out var found))
        {
            var isCertain = await SearchAsync(node, id, tokens is { Count: > 0 }, cancellationToken);
            if (!TryFind(node, id, out found)) found = new(null, null, isCertain);
        }

        return denied.Count == 0 ? found : found with { DeniedTokens = denied };
    }

    private static bool TryFind(SessionNode node, SessionId id, out SessionLookup found)
    {
        found = default;
        if (!node.Board.Sessions.TryGet(id, out var handle)) return false;
        var state = handle.State;
        if (state.End is { } end)
        {
            found = new(null, end.Reason, IsCertain: true);
            return true;
        }

        if (state.IsEmpty) return false;
        var now = node.Clock.GetUtcNow();
        found = SessionTimes.IsDue(handle, node.Settings, now) ? Expire(node, handle, now) : new(ReplicatedSession.Of(node, handle), null, IsCertain: true);
        return true;
    }

    // Over, though the member that is to end it has not done so yet: nobody may revive it, so it ends here and now.
    private static SessionLookup Expire(SessionNode node, SessionHandle handle, DateTimeOffset now)
    {
        node.Tell(handle, new ExpireRequest(now));
        return new(null, SessionEndReason.Expired, IsCertain: true);
    }

    private static async Task<IReadOnlyList<SessionToken>> WaitForAsync(
        SessionNode node, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken)
    {
        var arrived = new TaskCompletionSource<IReadOnlyList<SessionToken>>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Actor.Tell(new TokenRequest(tokens, arrived), ActorRefs.NoSender);
        return await Bounded(arrived.Task, node, node.Settings.Lookup.TokenTimeout, cancellationToken) ? await arrived.Task : [];
    }

    private static async Task<bool> SearchAsync(SessionNode node, SessionId id, bool carriesTokens, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Actor.Tell(new SearchRequest(id, carriesTokens, answer), ActorRefs.NoSender);
        return await Bounded(answer.Task, node, node.Settings.Lookup.Limits.Timeout, cancellationToken) && await answer.Task;
    }

    // The manager keeps the time; this is for one that has stopped meanwhile and will never answer.
    private static async Task<bool> Bounded(Task answer, SessionNode node, TimeSpan timeout, CancellationToken cancellationToken)
    {
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
