using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>How a search for an id among the other members begins.</summary>
internal abstract record LookupStart
{
    /// <summary>Send a <see cref="LookupRequest"/> to each of them.</summary>
    internal sealed record Ask(IReadOnlyList<MemberId> Members) : LookupStart;

    /// <summary>The id is being looked for already; the waiter is told with the others.</summary>
    internal sealed record Joined : LookupStart;

    /// <summary>Too many searches are open: not found, and not certain.</summary>
    internal sealed record Refused : LookupStart;

    /// <summary>There is nobody to ask: not found, for certain unless members are unreachable.</summary>
    internal sealed record NobodyToAsk(bool IsCertain) : LookupStart;
}

/// <summary>The end of a search.</summary>
/// <param name="Id">What was looked for.</param>
/// <param name="Waiters">Who is to be told.</param>
/// <param name="Found">The first reply that knew the id; merge its payload before telling anyone. Otherwise <see langword="null"/>.</param>
/// <param name="IsCertain">A "not found" is certain: every member that may hold the session answered.</param>
internal sealed record LookupResult<TWaiter>(SessionId Id, IReadOnlyList<TWaiter> Waiters, LookupReply? Found, bool IsCertain);

/// <summary>
/// Searches for ids that are not here: one at a time per id, bounded in number and in waiters, first answer wins. "Not found" is said when all
/// asked members have answered or left, or the time is over.
/// </summary>
internal sealed class LookupTracker<TWaiter>(int maxOpen, int maxWaiters, TimeSpan timeout)
{
    private readonly Dictionary<SessionId, Search> _open = [];

    public int Count => _open.Count;

    public LookupStart Begin(SessionId id, TWaiter waiter, View view, DateTimeOffset now)
    {
        if (_open.TryGetValue(id, out var search))
        {
            if (search.Waiters.Count >= maxWaiters) return new LookupStart.Refused();
            search.Waiters.Add(waiter);
            return new LookupStart.Joined();
        }

        if (_open.Count >= maxOpen) return new LookupStart.Refused();
        var asked = view.ReachableOthers.Select(m => m.Id).ToArray();
        var isCertain = view.Others.All(m => m.IsReachable);
        if (asked.Length == 0) return new LookupStart.NobodyToAsk(isCertain);
        _open[id] = new([waiter], [.. asked], now + timeout) { IsCertain = isCertain };
        return new LookupStart.Ask(asked);
    }

    /// <summary>The result when this reply decides the search.</summary>
    public LookupResult<TWaiter>? OnReply(LookupReply reply)
    {
        if (!_open.TryGetValue(reply.Id, out var search) || !search.Unanswered.Remove(reply.Member)) return null;
        search.IsCertain &= reply.IsComplete;
        if (reply.IsKnown) return Close(reply.Id, search, reply);
        return search.Unanswered.Count == 0 ? Close(reply.Id, search, null) : null;
    }

    /// <summary>Members that left will not answer; with them the certainty goes.</summary>
    public IReadOnlyList<LookupResult<TWaiter>> OnView(View view)
    {
        foreach (var search in _open.Values)
        {
            if (search.Unanswered.RemoveWhere(m => !view.Contains(m)) > 0) search.IsCertain = false;
        }

        return CloseWhere(s => s.Unanswered.Count == 0);
    }

    public IReadOnlyList<LookupResult<TWaiter>> OnTime(DateTimeOffset now) => CloseWhere(s => s.Deadline <= now);

    private List<LookupResult<TWaiter>> CloseWhere(Func<Search, bool> isOver) =>
        [.. _open.Where(s => isOver(s.Value)).ToArray().Select(s => Close(s.Key, s.Value, null))];

    private LookupResult<TWaiter> Close(SessionId id, Search search, LookupReply? found)
    {
        _open.Remove(id);
        return new(id, search.Waiters, found, found is not null || (search.IsCertain && search.Unanswered.Count == 0));
    }

    private sealed record Search(List<TWaiter> Waiters, HashSet<MemberId> Unanswered, DateTimeOffset Deadline)
    {
        public bool IsCertain { get; set; }
    }
}
