using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>A commit that is decided: give the receipt to whoever waits.</summary>
internal readonly record struct CommitVerdict<TWaiter>(TWaiter Waiter, CommitReceipt Receipt);

/// <summary>
/// Commits of this member that wait for their level. A level counts the members that were in the view when the commit was tracked and still
/// are; one that has become impossible fails at once, every other is decided by an acknowledgement or the timeout.
/// </summary>
/// <remarks>
/// After each call deliver the verdicts that <see cref="TakeDecided"/> returns. Call <see cref="OnCursor"/> for every member's cursor in our
/// stream to everyone, <see cref="OnView"/> for every change of the view, <see cref="OnTime"/> on a tick.
/// </remarks>
internal sealed class CommitTracker<TWaiter>
{
    private readonly List<Pending> _pending = [];
    private readonly Dictionary<MemberId, long> _cursors = [];
    private readonly List<CommitVerdict<TWaiter>> _decided = [];
    private View _view;
    private MemberId[] _counted;

    public CommitTracker(View view) => (_view, _counted) = (view, Counted(view));

    public int Count => _pending.Count;

    /// <summary>A commit got its number in the outbox.</summary>
    /// <param name="number">That number.</param>
    /// <param name="level">How many members must hold it.</param>
    /// <param name="waiter">Who waits.</param>
    /// <param name="deadline">When it fails with what was reached.</param>
    /// <param name="reachableOnly">Members count only while they are reachable: it must not wait for one that may be dead.</param>
    public void Track(long number, CommitLevel level, TWaiter waiter, DateTimeOffset deadline, bool reachableOnly = false)
    {
        if (level == CommitLevel.None)
        {
            _decided.Add(new(waiter, new(level, IsSatisfied: true, [], _counted, Token(number))));
            return;
        }

        var pending = new Pending(number, level, waiter, deadline, _counted, reachableOnly);
        if (!Decide(pending, isLate: false)) _pending.Add(pending);
    }

    public void OnCursor(MemberId member, long number)
    {
        if (number <= _cursors.GetValueOrDefault(member)) return;
        _cursors[member] = number;
        DecideWhere(p => p.Number <= number, isLate: false);
    }

    public void OnView(View view)
    {
        (_view, _counted) = (view, Counted(view));
        foreach (var gone in _cursors.Keys.Where(m => !view.Contains(m)).ToArray()) _cursors.Remove(gone);
        DecideWhere(_ => true, isLate: false);
    }

    /// <summary>Those whose deadline passed fail, with what was reached.</summary>
    public void OnTime(DateTimeOffset now) => DecideWhere(p => p.Deadline <= now, isLate: true);

    /// <summary>Nothing more will be acknowledged: all that wait fail, with what was reached.</summary>
    public void End() => DecideWhere(_ => true, isLate: true);

    public IReadOnlyList<CommitVerdict<TWaiter>> TakeDecided()
    {
        if (_decided.Count == 0) return [];
        CommitVerdict<TWaiter>[] taken = [.. _decided];
        _decided.Clear();
        return taken;
    }

    private void DecideWhere(Predicate<Pending> concerned, bool isLate) => _pending.RemoveAll(p => concerned(p) && Decide(p, isLate));

    private bool Decide(Pending commit, bool isLate)
    {
        var count = LevelCount.Of(_view, commit.Counted, m => _cursors.GetValueOrDefault(m) >= commit.Number, commit.ReachableOnly);
        var isSatisfied = count.Satisfies(commit.Level);
        if (!isSatisfied && !isLate && count.CanSatisfy(commit.Level)) return false;
        _decided.Add(new(commit.Waiter, new(commit.Level, isSatisfied, count.Applied, count.Missing, Token(commit.Number))));
        return true;
    }

    private SessionToken Token(long number) => new(_view.Self.Incarnation, number);

    private static MemberId[] Counted(View view) => [.. view.Others.Where(m => m.CountsInLevels).Select(m => m.Id)];

    private sealed record Pending(
        long Number, CommitLevel Level, TWaiter Waiter, DateTimeOffset Deadline, MemberId[] Counted, bool ReachableOnly);
}
