using Akka.Actor;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>Asks the manager for the exclusive use of a session, and waits until what earlier holders committed is here.</summary>
/// <param name="node">Where it is wanted.</param>
/// <param name="id">The session.</param>
/// <param name="waitFor">Waits until this node has applied what the tokens name, within <c>token-timeout</c>.</param>
internal sealed class LeaseWish(SessionNode node, SessionId id, Func<IReadOnlyList<SessionToken>, CancellationToken, Task> waitFor)
{
    // The manager keeps the time; this is for one that has stopped meanwhile and will never answer.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<LeaseAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <exception cref="SessionNotLeasedException">It was not granted.</exception>
    /// <exception cref="SessionsStoppedException">This node has left the cluster.</exception>
    public async ValueTask<ISessionLease> AcquireAsync(CancellationToken cancellationToken)
    {
        node.ThrowIfStopped();
        var lease = new SessionLease(node, id, _answer);
        try
        {
            node.Actor.Tell(new LeaseWanted(id, _answer), ActorRefs.NoSender);
            var answer = await AnswerAsync(cancellationToken);
            if (answer.Refusal is { } reason) throw Refused(reason);
            await CatchUpAsync(answer.Written, cancellationToken);
            return lease;
        }
        catch
        {
            // Whatever the answer is or would have been.
            lease.Dispose();
            throw;
        }
    }

    private async Task<LeaseAnswer> AnswerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _answer.Task.WaitAsync(node.Settings.Exclusive.Timeout + Grace, node.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new(LeaseRefusal.Timeout, []);
        }
    }

    private async Task CatchUpAsync(IReadOnlyList<SessionToken> written, CancellationToken cancellationToken)
    {
        if (written.All(node.Board.Applied.Covers)) return;
        await waitFor(written, cancellationToken);
        if (written.All(node.Board.Applied.Covers)) return;
        node.Counters.LeaseRefused();
        throw Refused(LeaseRefusal.Behind);
    }

    private SessionNotLeasedException Refused(LeaseRefusal reason) => new(reason, $"Session {id} is not for exclusive use on {node.Self} now: {Why(reason)}");

    private string Why(LeaseRefusal reason) => reason switch
    {
        LeaseRefusal.Timeout =>
            $"its turn did not come within {node.Settings.Exclusive.Timeout} (akka.sessions.exclusive.timeout). Others hold it for long, a node died "
            + "that held it and is not removed from the cluster yet, or the member that grants it is out of reach.",
        LeaseRefusal.NoMajority =>
            "no majority of the cluster's members can be reached. It goes on when they can, or when those that are lost are removed.",
        LeaseRefusal.TooMany =>
            $"more than {node.Settings.Exclusive.Waiting} wait for it (akka.sessions.exclusive.max-waiting), or this node has more than "
            + $"{node.Settings.Exclusive.Leases} leases (akka.sessions.exclusive.max-leases).",
        LeaseRefusal.Behind =>
            $"what its last holder committed did not come here within {node.Settings.Lookup.TokenTimeout} (akka.sessions.lookup.token-timeout).",
        _ => "this node is no full member of the cluster, or has not got all sessions yet.",
    };
}
