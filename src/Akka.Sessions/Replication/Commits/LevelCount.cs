using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>How far one commit has come among the members it counts, and whether a level is reached or can still be.</summary>
internal sealed class LevelCount
{
    private readonly List<MemberId> _applied = [];
    private readonly List<MemberId> _missing = [];
    private int _voters;
    private int _votes;
    private int _reachableVoters;
    private int _reachable;

    private LevelCount() { }

    public IReadOnlyList<MemberId> Applied => _applied;

    public IReadOnlyList<MemberId> Missing => _missing;

    /// <param name="view">The view now: members that left it no longer count.</param>
    /// <param name="counted">The other members that the commit counts.</param>
    /// <param name="hasApplied">Whether a member has acknowledged it.</param>
    /// <param name="reachableOnly">Unreachable members that have not acknowledged it do not count.</param>
    public static LevelCount Of(View view, IEnumerable<MemberId> counted, Func<MemberId, bool> hasApplied, bool reachableOnly = false)
    {
        var count = new LevelCount();
        // The committer votes for itself, unless it is itself only weakly up.
        if (!view.TryFind(view.Self, out var self) || self.Standing != MemberStanding.WeaklyUp) count._voters = count._votes = 1;
        foreach (var id in counted)
        {
            if (!view.TryFind(id, out var member) || !member.CountsInLevels) continue;
            var applied = hasApplied(id);
            if (applied || member.IsReachable || !reachableOnly) count.Add(member, applied);
        }

        return count;
    }

    public bool Satisfies(CommitLevel level) => level switch
    {
        CommitLevel.None => true,
        CommitLevel.One => _applied.Count > 0 || _missing.Count == 0,
        CommitLevel.Majority => _votes > _voters / 2,
        CommitLevel.All => _missing.Count == 0,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "No such commit level."),
    };

    public bool CanSatisfy(CommitLevel level) => Satisfies(level) || level switch
    {
        CommitLevel.One => _reachable > 0,
        CommitLevel.Majority => _votes + _reachableVoters > _voters / 2,
        _ => _reachable == _missing.Count,
    };

    private void Add(ViewMember member, bool hasApplied)
    {
        (hasApplied ? _applied : _missing).Add(member.Id);
        if (!hasApplied && member.IsReachable) _reachable++;
        if (!member.CountsInMajority) return;
        _voters++;
        if (hasApplied) _votes++;
        else if (member.IsReachable) _reachableVoters++;
    }
}
