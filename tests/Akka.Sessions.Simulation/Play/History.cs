using System.Text;
using Akka.Sessions.Messages;
using Akka.Sessions.Protocol;
using Akka.Sessions.Simulation.World;

namespace Akka.Sessions.Simulation.Play;

/// <summary>One attribute as one commit wrote or removed it.</summary>
internal sealed record Written(SessionId Id, string Name, Stamp Stamp, bool IsRemoval);

/// <summary>One commit: what it wrote, who has said to have applied it, and whether it was acknowledged at its level.</summary>
internal sealed class Commit(PendingCommit pending, SimulatedMember by, TimeSpan at)
{
    public PendingCommit Pending => pending;

    public SimulatedMember By => by;

    public TimeSpan At => at;

    public List<Written> Writes { get; } = [];

    /// <summary>The ids that it ended for good.</summary>
    public List<SessionId> Invalidated { get; } = [];

    public bool IsAcknowledged { get; set; }

    /// <summary>The lives that hold it by their own word. It may be lost only with all of them.</summary>
    public List<SimulatedMember> Holders { get; } = [by];
}

/// <summary>All that was asked for in one run, and what was answered: what the end is judged by.</summary>
internal sealed class History
{
    private readonly Dictionary<PendingCommit, Commit> _open = [];
    private readonly Dictionary<SessionId, SessionId> _movedFrom = [];

    public List<Commit> Commits { get; } = [];

    public List<string> Errors { get; } = [];

    /// <summary>Lives that came back and left behind what their process held before.</summary>
    public HashSet<MemberId> LeftBehind { get; } = [];

    /// <summary>Told of every end by time.</summary>
    public Action<SessionId, SimulatedMember>? OnExpired { get; set; }

    /// <summary>The sessions that time ended, under the first ids that they had.</summary>
    public HashSet<SessionId> Expired { get; } = [];

    /// <summary>The last true access of each session, under the first id that it had.</summary>
    public Dictionary<SessionId, TimeSpan> LastAccess { get; } = [];

    public Commit Begin(PendingCommit pending, SimulatedMember by, TimeSpan at)
    {
        var commit = new Commit(pending, by, at);
        _open[pending] = commit;
        Commits.Add(commit);
        return commit;
    }

    /// <summary>A session's protocol stamped something: what it is, is known now.</summary>
    public void Offered(SimulatedMember by, Offer offer)
    {
        var commit = offer.Commit is { } pending ? _open.GetValueOrDefault(pending) : null;
        foreach (var (id, state, _) in offer.Pieces)
        {
            if (state.End?.Move is { } move) _movedFrom.TryAdd(move.Target, id);
            if (state.End is { IsInvalidated: true }) commit?.Invalidated.Add(id);
            if (state.End is { Reason: SessionEndReason.Expired }) OnExpired?.Invoke(id, by);
            if (offer.Pieces.Count > 1 && state.End is null) continue;
            for (var i = 0; i < state.Attributes.Count; i++)
            {
                var cell = state.Attributes.CellAt(i);
                commit?.Writes.Add(new(id, state.Attributes.NameAt(i), cell.Stamp, cell.IsRemoved));
            }
        }
    }

    /// <summary>The first id that the session had: its changes of id do not make it another.</summary>
    public SessionId Origin(SessionId id)
    {
        while (_movedFrom.TryGetValue(id, out var before)) id = before;
        return id;
    }

    /// <summary>Value that no other write has.</summary>
    public static byte[] Value(int number, int size)
    {
        var text = Encoding.ASCII.GetBytes($"{number};");
        return [.. Enumerable.Range(0, Math.Max(size, text.Length)).Select(i => text[i % text.Length])];
    }
}
