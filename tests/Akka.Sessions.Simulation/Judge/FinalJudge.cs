using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Simulation.Play;
using Akka.Sessions.Simulation.World;

namespace Akka.Sessions.Simulation.Judge;

/// <summary>What must hold when the faults have stopped and every member has had time to hear of everything.</summary>
internal sealed class FinalJudge(SimulatedWorld world, bool hasSplits)
{
    private readonly SimulatedMember[] _members = [.. world.Living];

    public void Judge()
    {
        NoErrors();
        EveryoneIsReady();
        EveryoneHoldsTheSame();
        NoIdWithTwoLives();
        WhatWasAcknowledgedIsThere();
        WhatWasInvalidatedStaysEnded();
        if (!hasSplits) NobodyLivesTwice();
    }

    /// <summary>When the retention has passed too.</summary>
    public void JudgeRest()
    {
        foreach (var member in _members)
        {
            Require(member.Manager.RetainedBatches == 0, $"{Name(member)} still retains {member.Manager.RetainedBatches} received batches: {member.Manager}");
            Require(member.Replicator.RetainedBatches == 0, $"{Name(member)} still retains {member.Replicator.RetainedBatches} batches of its own");
            Require(member.Manager.Tombstones == 0, $"{Name(member)} still remembers {member.Manager.Tombstones} tombstones");
        }
    }

    private void NoErrors() => Require(world.History.Errors.Count == 0, $"{world.History.Errors.Count} errors; the first: {world.History.Errors.FirstOrDefault()}");

    private void EveryoneIsReady()
    {
        Require(_members.Length == world.Nodes.Count, $"{_members.Length} members of {world.Nodes.Count} live");
        foreach (var member in _members) Require(member.Board.Standing.IsReady, $"{Name(member)} is not ready: {member.Board.Standing}");
    }

    private void EveryoneHoldsTheSame()
    {
        var ids = _members.SelectMany(member => member.Board.Sessions.Ids).Distinct().ToArray();
        foreach (var id in ids)
        {
            var first = LiveContent(_members[0], id);
            foreach (var other in _members.Skip(1))
            {
                var content = LiveContent(other, id);
                Require(Equals(first, content), $"{id} differs: {Name(_members[0])} {Has(_members[0], id)}, {Name(other)} {Has(other, id)}");
            }
        }
    }

    private void NoIdWithTwoLives()
    {
        foreach (var lives in LiveIds(_members[0]).GroupBy(world.History.Origin))
            Require(lives.Count() == 1, $"{lives.Key} lives under {lives.Count()} ids: {string.Join(", ", lives)}");
    }

    private void WhatWasAcknowledgedIsThere()
    {
        var live = LiveIds(_members[0]).ToDictionary(world.History.Origin, id => _members[0].Board.Sessions.TryGet(id, out var handle) ? handle.State : SessionState.Empty);
        var ended = EndedOrigins();
        foreach (var commit in world.History.Commits.Where(commit => commit.IsAcknowledged && commit.Holders.Exists(holder => holder.Survives())))
        {
            foreach (var written in commit.Writes)
            {
                var origin = world.History.Origin(written.Id);
                if (ended.Contains(origin)) continue;
                Require(live.TryGetValue(origin, out var state), $"{Describe(written, commit)} is lost with its whole session");
                Require(IsThere(state!, written), $"{Describe(written, commit)} is lost; there is {state}");
            }
        }
    }

    // Somebody asked for the end, acknowledged or not, or time ended it.
    private HashSet<SessionId> EndedOrigins() =>
    [
        .. world.History.Commits.SelectMany(commit => commit.Invalidated).Select(world.History.Origin),
        .. world.History.Expired,
    ];

    private bool IsThere(SessionState state, Written written)
    {
        for (var i = 0; i < state.Attributes.Count; i++)
        {
            if (string.Equals(state.Attributes.NameAt(i), written.Name, StringComparison.Ordinal))
                return state.Attributes.CellAt(i).Stamp.CompareTo(written.Stamp) >= 0;
        }

        return written.IsRemoval || RemovedLater(written);
    }

    private bool RemovedLater(Written written)
    {
        var origin = world.History.Origin(written.Id);
        return world.History.Commits.Exists(commit => commit.Writes.Exists(other =>
            other.IsRemoval && string.Equals(other.Name, written.Name, StringComparison.Ordinal)
            && other.Stamp.CompareTo(written.Stamp) > 0 && world.History.Origin(other.Id) == origin));
    }

    private void WhatWasInvalidatedStaysEnded()
    {
        var live = LiveIds(_members[0]).Select(world.History.Origin).ToHashSet();
        foreach (var commit in world.History.Commits.Where(commit => commit.IsAcknowledged && commit.Holders.Exists(holder => holder.Survives(asEnd: true))))
        {
            foreach (var id in commit.Invalidated)
                Require(!live.Contains(world.History.Origin(id)), $"{id}, invalidated at {commit.At.TotalSeconds:0.000} s by {Name(commit.By)}, lives");
        }
    }

    private void NobodyLivesTwice()
    {
        foreach (var id in LiveIds(_members[0]))
        {
            var idle = world.Time.Now - world.History.LastAccess[world.History.Origin(id)];
            Require(idle < world.Settings.IdleTimeout * 2, $"{id} lives, unused for {idle.TotalSeconds:0.0} s");
        }
    }

    private static IEnumerable<SessionId> LiveIds(SimulatedMember member) => member.Board.Sessions.Ids.Where(id => LiveContent(member, id) is not null);

    private static string Has(SimulatedMember member, SessionId id) =>
        member.Board.Sessions.TryGet(id, out var handle) ? $"has {handle.State}" : "has nothing of it";

    // No tombstones and no access times: what a reader sees, and the stamps that say which write it is.
    public static SessionState? LiveContent(SimulatedMember member, SessionId id)
    {
        if (!member.Board.Sessions.TryGet(id, out var handle) || !SessionHandle.IsLive(handle.State)) return null;
        var state = handle.State;
        var highest = new Stamp(Stamp.MaxTime, int.MaxValue);
        var live = SessionState.Of(state.Attributes.ForgetRemoved(highest), state.Created, null, state.IdleTimeout, state.AbsoluteTimeout, state.Principal);
        return live.IsEmpty ? null : live;
    }

    private string Describe(Written written, Commit commit) =>
        $"the {(written.IsRemoval ? "removal" : "write")} of {written.Name} in {written.Id} under {written.Stamp}, acknowledged at level {commit.Pending.Level} "
        + $"at {commit.At.TotalSeconds:0.000} s by {Name(commit.By)} and held by {string.Join(", ", commit.Holders.Where(holder => holder.Survives()).Select(Name).Distinct(StringComparer.Ordinal))},";

    private string Name(SimulatedMember member) => world.NameOf(member.Id);

    private static void Require([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds, string broken)
    {
        if (!holds) throw new BrokenPromiseException(broken);
    }
}
