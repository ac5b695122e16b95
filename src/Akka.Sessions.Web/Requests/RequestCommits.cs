namespace Akka.Sessions.Web.Requests;

/// <summary>The commits of one request: what became of the last one, and the first miss that the policy has to judge.</summary>
internal sealed class RequestCommits(WebSessions sessions, MissedCommitPolicy policy)
{
    /// <summary>The receipt of the latest commit, which covers the earlier ones.</summary>
    public CommitReceipt? LastReceipt { get; private set; }

    public MissedCommitException? Missed { get; private set; }

    public static CommitReceipt Nothing(CommitLevel? level) => new(level ?? CommitLevel.None, IsSatisfied: true, [], [], Token: null);

    /// <summary>Commits for a caller who sees the receipt.</summary>
    public async ValueTask<CommitReceipt> CommitAsync(IReplicatedSession session, CommitLevel? level, CancellationToken cancellationToken)
        => Note(session, await session.CommitAsync(level, cancellationToken));

    /// <summary>Commits for a caller who does not look. Returns why the session cannot be committed to any more, or <see langword="null"/>.</summary>
    public async ValueTask<Exception?> TryCommitAsync(IReplicatedSession session, CommitLevel? level, CancellationToken cancellationToken)
    {
        try
        {
            Judge(session, await session.CommitAsync(level, cancellationToken));
            return null;
        }
        catch (SessionEndedException ended)
        {
            sessions.Log.ChangesDropped(session.Id.ToString(), ended.Reason);
            return Miss(ended);
        }
        catch (SessionsStoppedException stopped) when (policy is not MissedCommitPolicy.Log)
        {
            // By policy Log it is not caught: what nobody keeps is not answered as if all were well.
            sessions.Log.NodeStopped(session.Id.ToString());
            Miss(stopped);
            return null;
        }
        catch (TooManySessionsException full)
        {
            sessions.Log.SessionRefused(full.Message);
            return Miss(full);
        }
    }

    /// <summary>Notes a receipt and, when it tells of a miss, leaves it to the policy.</summary>
    public CommitReceipt Judge(IReplicatedSession session, CommitReceipt receipt)
    {
        if (!Note(session, receipt).IsSatisfied)
            Missed ??= new($"The session did not reach commit level {receipt.Level}: {receipt.Missing.Count} members do not have it yet.", receipt, null);
        return receipt;
    }

    /// <summary>Gives up the changes of a session that may not be stored.</summary>
    public void Drop(IReplicatedSession session, SessionEndReason reason)
    {
        sessions.Log.ChangesDropped(session.Id.ToString(), reason);
        Miss(new SessionEndedException(reason));
    }

    /// <summary>Gives up what was changed in place and cannot be stored; the rest of the session is committed.</summary>
    public void GiveUp(IReplicatedSession session, Exception reason)
    {
        sessions.Log.ValueGivenUp(session.Id.ToString(), reason.Message);
        Miss(reason);
    }

    private CommitReceipt Note(IReplicatedSession session, CommitReceipt receipt)
    {
        if (receipt.Token is not null) LastReceipt = receipt;
        if (receipt.IsSatisfied) return receipt;
        sessions.Meter.CommitMissed();
        sessions.Log.CommitMissed(
            session.Id.ToString(), receipt.Level, receipt.Applied.Count, receipt.Missing.Count, string.Join(", ", receipt.Missing));
        return receipt;
    }

    private Exception Miss(Exception reason)
    {
        sessions.Meter.CommitMissed();
        Missed ??= new($"The session could not be committed. {reason.Message}", receipt: null, reason);
        return reason;
    }
}
