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

    /// <summary>Not found, without asking anyone: nobody is there to ask, it was asked a moment ago, or too much is being asked.</summary>
    internal sealed record NotHere(bool IsCertain) : LookupStart;
}

/// <summary>The end of a search.</summary>
/// <param name="Id">What was looked for.</param>
/// <param name="Waiters">Who is to be told.</param>
/// <param name="Found">The first reply that knew the id; merge its payload before telling anyone. Otherwise <see langword="null"/>.</param>
/// <param name="IsCertain">A "not found" is certain: every member that may hold the session answered.</param>
internal sealed record LookupResult<TWaiter>(SessionId Id, IReadOnlyList<TWaiter> Waiters, LookupReply? Found, bool IsCertain);

/// <summary>
/// Searches for ids that are not here: one at a time per id, first answer wins. "Not found" is said when all asked members have answered
/// or left,
/// or the time is over, and is remembered a short while when it is certain. So many searches begin a second and no more, whoever guesses
/// ids:
/// beyond that, what is not here is taken to be nowhere, which is certain as far as this member has everything.
/// </summary>
internal sealed class LookupTracker<TWaiter>(LookupLimits limits)
{
    private readonly Dictionary<SessionId, Search> _open = [];
    private readonly UnknownIds _unknown = new(limits.Remembered, limits.RememberedFor);
    private readonly TokenBucket _rate = new(limits.PerSecond, limits.Burst);

    public int Count => _open.Count;

    /// <summary>Ids that were not looked for because too many were.</summary>
    public long NotAsked { get; private set; }

    /// <param name="id">Not here.</param>
    /// <param name="waiter">Who wants to know.</param>
    /// <param name="hasEverything">
    /// This member has all that anyone is known to have, and the request names no commit that its client has seen: what exists is here.
    /// </param>
    /// <param name="view">The members now.</param>
    /// <param name="now">The time now.</param>
    public LookupStart Begin(SessionId id, TWaiter waiter, bool hasEverything, View view, DateTimeOffset now)
    {
        if (_open.TryGetValue(id, out var search)) return Join(search, waiter);
        if (_unknown.Contains(id, now)) return new LookupStart.NotHere(IsCertain: true);
        var asked = view.ReachableOthers.Select(m => m.Id).ToArray();
        var isCertain = view.Others.All(m => m.IsReachable);
        if (asked.Length == 0) return new LookupStart.NotHere(isCertain);
        if (_open.Count >= limits.Open || !_rate.TryTake(now))
        {
            NotAsked++;
            return new LookupStart.NotHere(isCertain && hasEverything);
        }

        _open[id] = new([waiter], [.. asked], now + limits.Timeout) { IsCertain = isCertain };
        return new LookupStart.Ask(asked);
    }

    /// <summary>The result when this reply decides the search.</summary>
    public LookupResult<TWaiter>? OnReply(LookupReply reply, DateTimeOffset now)
    {
        if (!_open.TryGetValue(reply.Id, out var search) || !search.Unanswered.Remove(reply.Member)) return null;
        search.IsCertain &= reply.IsComplete;
        if (reply.IsKnown) return Close(reply.Id, search, reply);
        if (search.Unanswered.Count > 0) return null;
        if (search.IsCertain) _unknown.Add(reply.Id, now);
        return Close(reply.Id, search, null);
    }

    /// <summary>The id has come here by itself: what was said of it is over.</summary>
    public void OnArrived(SessionId id) => _unknown.Forget(id);

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

    private LookupStart Join(Search search, TWaiter waiter)
    {
        if (search.Waiters.Count >= limits.Waiters) return new LookupStart.NotHere(IsCertain: false);
        search.Waiters.Add(waiter);
        return new LookupStart.Joined();
    }

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

/// <summary>Bounds of the searches of one node.</summary>
internal sealed record LookupLimits
{
    /// <summary>How long the others are asked.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Searches that begin in a second, on average.</summary>
    public int PerSecond { get; init; } = 500;

    /// <summary>Searches that may begin at once after a quiet time.</summary>
    public int Burst { get; init; } = 1000;

    /// <summary>Ids looked for at one moment.</summary>
    public int Open { get; init; } = 256;

    /// <summary>Requests that wait for one id.</summary>
    public int Waiters { get; init; } = 1000;

    /// <summary>Unknown ids that are remembered.</summary>
    public int Remembered { get; init; } = 10_000;

    /// <summary>How long: a little longer than anyone needs to repeat a request.</summary>
    public TimeSpan RememberedFor { get; init; } = TimeSpan.FromSeconds(5);
}
