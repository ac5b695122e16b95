namespace Akka.Sessions.Model;

/// <summary>
/// All sessions of one member, live and ended, as a plain table: the reference for what the session actors do together, and what a
/// simulated member holds. Merging pieces in any order, grouped or repeated in any way, leads to the same table.
/// </summary>
internal sealed class SessionTable
{
    private readonly Dictionary<SessionId, SessionState> _sessions = [];

    public IReadOnlyDictionary<SessionId, SessionState> Sessions => _sessions;

    public SessionState this[SessionId id] => _sessions.GetValueOrDefault(id, SessionState.Empty);

    public void Merge(SessionPiece piece)
    {
        var open = new Queue<SessionPiece>([piece]);
        while (open.TryDequeue(out var next))
        {
            var outcome = SessionMerge.Into(this[next.Id], next);
            _sessions[next.Id] = outcome.State;
            foreach (var forward in outcome.Forwards) open.Enqueue(forward);
        }
    }

    /// <summary>Where the content of an id lives now: the id itself unless it was moved.</summary>
    public SessionId Resolve(SessionId id)
    {
        for (var hops = 0; hops <= _sessions.Count && this[id].End?.Move is { } move; hops++) id = move.Target;
        return id;
    }

    /// <summary>Forgets an ended session; its tombstone is no longer needed.</summary>
    public void Forget(SessionId id)
    {
        if (_sessions.TryGetValue(id, out var state) && state.IsEnded) _sessions.Remove(id);
    }
}
