using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>
/// The only writer of one session on this node: merges what its users commit and what other members send, and publishes the outcome in the
/// session's handle. It keeps nothing of its own, so whoever performs it may make it anew for each message.
/// </summary>
internal readonly struct SessionProtocol(SessionHandle handle, SessionSurroundings surroundings)
{
    private ISessionPort Port => surroundings.Port;

    private DateTimeOffset Now => surroundings.Clock.GetUtcNow();

    /// <summary>Takes a message; false when it is none of a session's.</summary>
    public bool Receive(object message)
    {
        switch (message)
        {
            case SessionRequest request: OnRequest(request); break;
            case MergeRequest merge: OnMerge(merge); break;
            case ExpireRequest expire: OnExpire(expire); break;
            case ForgetContentRequest: Publish(handle.State.ForgetContent(), isHeard: handle.State.IsEnded); break;
            case ForgetRemovedRequest forget: Publish(handle.State.ForgetRemoved(forget.UpTo)); break;
            default: return false;
        }

        return true;
    }

    private void OnRequest(SessionRequest request)
    {
        try
        {
            if (handle.State.End is { } end) FollowOrRefuse(request, end);
            else Write(request);
        }
        catch (Exception e)
        {
            request.Commit.TrySetException(e);
            throw;
        }
    }

    private void Write(SessionRequest request)
    {
        switch (request)
        {
            case CommitRequest:
                Replicate(handle.State.Write(request.Changes, Now, surroundings.Writer), request.Commit);
                break;
            case InvalidateRequest:
                Replicate(handle.State.Invalidate(Now, surroundings.Writer), request.Commit);
                break;
            case RotateRequest rotate:
                Rotate(rotate);
                break;
        }
    }

    // What was begun before the session moved goes along to its new id. Nothing brings back one that is over.
    private void FollowOrRefuse(SessionRequest request, SessionEnd end)
    {
        if (end is { IsInvalidated: false, Move: { } move } && request.Hops < SessionRequest.MaxHops)
            Port.ToManager(request with { Id = move.Target, Hops = request.Hops + 1 });
        else
            request.Commit.TrySetException(new SessionEndedException(end.Reason));
    }

    private void Rotate(RotateRequest request)
    {
        var now = Now;
        var written = request.Changes.HasWrites
            ? handle.State.Write(request.Changes, now, surroundings.Writer)
            : new SessionWrite(handle.State, SessionState.Empty);
        var rotation = written.State.MoveTo(request.Target, now, surroundings.Writer);
        var moved = new SessionPiece(request.Target, rotation.Moved);
        var before = handle.State;
        Publish(rotation.Old.State);
        Tell(before, written.State, isHere: true);
        Tell(written.State, rotation.Old.State, isHere: true);

        // Replicated, and so acknowledged, only when the new id is here: whoever is told of it finds the session under it.
        var port = Port;
        var offer = new Offer([new(handle.Id, rotation.Old.Delta), moved], request.Commit);
        Port.ToManager(new MergeRequest(moved, default, new Countdown(1, () => port.ToReplicator(offer))));
    }

    private void OnMerge(MergeRequest request)
    {
        try
        {
            var before = handle.State;
            var outcome = SessionMerge.Into(before, request.Piece);
            handle.NoteAccess(request.Piece, surroundings.Clock.GetUptime());
            Publish(outcome.State);
            TellOfNews(request, before);
            if (!ReferenceEquals(before, handle.State)) NoteTombstone(request);
            Forward(outcome.Forwards, request);
        }
        finally
        {
            request.Countdown?.Signal();
        }
    }

    private void Forward(IReadOnlyList<SessionPiece> pieces, MergeRequest request)
    {
        foreach (var piece in pieces)
        {
            request.Countdown?.Add();
            Port.ToManager(request with { Piece = piece });
        }
    }

    private void OnExpire(ExpireRequest request)
    {
        if (handle.State.IsEnded || !handle.AgeAt(request.Moment, surroundings.Settings.IdleTimeout).IsDue) return;
        surroundings.Handles.CountExpired();
        Replicate(handle.State.Expire(request.Moment.Now, surroundings.Writer), commit: null);
    }

    // What comes in a batch is news; what comes whole, with a transfer or as the answer to a search, happened some time.
    private void TellOfNews(MergeRequest request, SessionState before)
    {
        if (request.Source.Number > 0) Tell(before, handle.State, isHere: false, isMove: request.IsMove || request.Piece.Hops > 0);
    }

    private void Tell(SessionState before, SessionState after, bool isHere, bool isMove = false)
    {
        if (isHere) surroundings.Counters.Written(before, after, Now);
        if (!ReferenceEquals(before, after) && surroundings.Watch.Watches(isHere))
            surroundings.Watch.Tell(new(handle.Id, before, after, Now, isHere, isMove));
    }

    private void Replicate(SessionWrite write, PendingCommit? commit)
    {
        var before = handle.State;
        var piece = new SessionPiece(handle.Id, write.Delta);
        handle.NoteAccess(piece, surroundings.Clock.GetUptime());
        Publish(write.State);
        Tell(before, write.State, isHere: true);
        Port.ToReplicator(new Offer([piece], commit));
    }

    private void Publish(SessionState state, bool isHeard = false)
    {
        var before = handle.State;
        if (ReferenceEquals(before, state)) return;
        handle.Publish(state, surroundings.Handles.Digests, isHeard);
        surroundings.Handles.CountLive((SessionHandle.IsLive(state) ? 1 : 0) - (SessionHandle.IsLive(before) ? 1 : 0));
        if (before.IdleTimeout?.Value != state.IdleTimeout?.Value || before.AbsoluteTimeout?.Value != state.AbsoluteTimeout?.Value)
            Port.ToManager(new ExpiryChanged(handle));
    }

    // Of news alone: what was here already is remembered already, and a move is told again and again to all that it concerns.
    private void NoteTombstone(MergeRequest request)
    {
        if (request.Piece.TombstoneOf(request.Source) is { } tombstone) Port.ToManager(new TombstoneNoted(tombstone));
    }
}
