using Akka.Sessions.Model;

namespace Akka.Sessions.Protocol;

/// <summary>The sessions of this node: their actors are made here, and what crosses from one id to another passes here.</summary>
internal sealed partial class ManagerProtocol
{
    private bool _isStopping;

    // Counted down whatever happens: a piece that cannot be merged must not hold up all that comes behind it.
    private void OnMergeRequest(MergeRequest request)
    {
        try
        {
            Merge(request);
        }
        catch (Exception e)
        {
            _log.PieceFailed(request.Piece.Id, e);
            request.Countdown?.Signal();
        }
    }

    private void Merge(MergeRequest request)
    {
        var (id, state, _) = request.Piece;
        if (_skew.Observe(state, WallNow, Now) is { } ahead)
            _log.ClockAhead(_view.TryFind(state.HighestStamp.Writer, out var writer) ? $"{writer}" : "a member that is gone", ahead, _skew.Count);
        if (state.LastAccessed is not { } at || !state.Equals(SessionState.AccessedAt(at)))
        {
            _port.ToSession(HandleOf(id), request);
            return;
        }

        NoteAccess(id, at, request.Piece.IdleFor);
        request.Countdown?.Signal();
    }

    // An access alone needs no actor: the latest wins whoever writes it. One to a session that is not here yet is told again with its next.
    private void NoteAccess(SessionId id, DateTimeOffset at, TimeSpan idleFor)
    {
        for (var hops = 0; hops < SessionRequest.MaxHops && _board.Sessions.TryGet(id, out var handle); hops++)
        {
            if (handle.State.End?.Move is not { } move)
            {
                handle.NoteAccess(at, idleFor, _surroundings.Clock.GetUptime());
                return;
            }

            id = move.Target;
        }
    }

    private void OnSessionRequest(SessionRequest request)
    {
        if (_board.Sessions.TryGet(request.Id, out var handle)) _port.ToSession(handle, request);
        else if (request.Changes.Created is null) request.Commit.TrySetException(new SessionEndedException(SessionEndReason.Expired));
        else if (_settings.MaxActiveSessions is { } most && _board.Sessions.LiveCount >= most) RefuseToCreate(request, most);
        else _port.ToSession(HandleOf(request.Id), request);
    }

    private static void RefuseToCreate(SessionRequest request, int most) =>
        request.Commit.TrySetException(new TooManySessionsException(
            $"This node holds {most} sessions, as many as {SessionSettings.Section}.max-active-sessions allows."));

    private SessionHandle HandleOf(SessionId id)
    {
        if (_board.Sessions.TryGet(id, out var handle)) return handle;
        handle = _port.NewSession(id);
        _board.Sessions.Add(handle);
        _searches.OnArrived(id);
        Schedule(handle, _settings.IdleTimeout);
        return handle;
    }

    private void ForgetSession(SessionId id)
    {
        if (!_board.Sessions.TryGet(id, out var handle) || !handle.State.IsEnded) return;
        _board.Sessions.Remove(id);
        _port.Stop(handle);
    }
}
