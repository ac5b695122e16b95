using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>What a request that carries tokens has to wait for.</summary>
internal abstract record TokenStart
{
    /// <summary>Everything it names is applied here (tokens of members that are no more are dropped): answer now.</summary>
    internal sealed record Current : TokenStart;

    /// <summary>The waiter will be released.</summary>
    internal sealed record Waiting : TokenStart;

    /// <summary>Too many wait already: answer with what is here.</summary>
    internal sealed record Refused : TokenStart;
}

/// <summary>What is to be pulled, and from whom.</summary>
internal readonly record struct TokenPull(MemberId From, RepairRequest Request);

/// <summary>
/// Requests that wait until this node has applied what their client has already seen. First the batch is simply awaited, for a moment; then it
/// is asked for at its origin; then at anyone who has it; then the request is answered with what is here.
/// </summary>
/// <remarks>After each call that returns waiters, let them go on. Bounded; single flight per stream.</remarks>
internal sealed class TokenWaits<TWaiter>(int maxWaiting, TimeSpan patience, TimeSpan timeout)
{
    private readonly List<Wait> _waiting = [];

    public int Count => _waiting.Count;

    /// <param name="tokens">As the client sent them.</param>
    /// <param name="cursorOf">This member's own cursor of a stream.</param>
    /// <param name="waiter">Who waits.</param>
    /// <param name="view">The members now.</param>
    /// <param name="now">The time now.</param>
    public TokenStart Begin(IReadOnlyList<SessionToken> tokens, Func<StreamId, long> cursorOf, TWaiter waiter, View view, DateTimeOffset now)
    {
        var ahead = new Dictionary<StreamId, long>();
        foreach (var token in tokens)
        {
            var stream = new StreamId(token.Incarnation);
            if (!view.TryFind(token.Incarnation, out var origin) || origin == view.Self || token.Number <= cursorOf(stream)) continue;
            ahead[stream] = Math.Max(token.Number, ahead.GetValueOrDefault(stream));
        }

        if (ahead.Count == 0) return new TokenStart.Current();
        if (_waiting.Count >= maxWaiting) return new TokenStart.Refused();
        _waiting.Add(new(waiter, ahead, now));
        return new TokenStart.Waiting();
    }

    /// <summary>This member's cursor moved: who may go on.</summary>
    public IReadOnlyList<TWaiter> OnCursor(StreamId stream, long cursor)
    {
        foreach (var wait in _waiting)
        {
            if (wait.Ahead.TryGetValue(stream, out var number) && number <= cursor) wait.Ahead.Remove(stream);
        }

        return Release(w => w.Ahead.Count == 0);
    }

    /// <summary>Who has waited long enough, and goes on with what is here.</summary>
    public IReadOnlyList<TWaiter> OnTime(DateTimeOffset now) => Release(w => now - w.Since >= timeout);

    /// <summary>What to ask for on this tick: at most one request per stream and patience.</summary>
    public IReadOnlyList<TokenPull> DuePulls(Func<StreamId, long> cursorOf, MemberCursors others, View view, DateTimeOffset now)
    {
        var pulls = new Dictionary<StreamId, TokenPull>();
        foreach (var wait in _waiting)
        {
            if (now - wait.PulledAt < patience) continue;
            wait.PulledAt = now;
            wait.Pulls++;
            foreach (var (stream, number) in wait.Ahead)
            {
                if (PullFrom(stream, number, wait.Pulls, others, view) is { } from && !pulls.ContainsKey(stream))
                    pulls[stream] = new(from, new(stream, cursorOf(stream) + 1, number));
            }
        }

        return [.. pulls.Values];
    }

    private static MemberId? PullFrom(StreamId stream, long number, int pulls, MemberCursors others, View view)
    {
        var isOriginReachable = view.TryFind(stream.Origin, out var origin) && view.TryFind(origin.Value, out var member) && member.IsReachable;
        return isOriginReachable && pulls == 1 ? origin : others.WhoHas(stream, number, view) ?? (isOriginReachable ? origin : null);
    }

    private List<TWaiter> Release(Predicate<Wait> isOver)
    {
        var released = _waiting.FindAll(isOver).ConvertAll(w => w.Waiter);
        if (released.Count > 0) _waiting.RemoveAll(isOver);
        return released;
    }

    private sealed class Wait(TWaiter waiter, Dictionary<StreamId, long> ahead, DateTimeOffset since)
    {
        public TWaiter Waiter => waiter;

        public Dictionary<StreamId, long> Ahead => ahead;

        public DateTimeOffset Since { get; } = since;

        public DateTimeOffset PulledAt { get; set; } = since;

        public int Pulls { get; set; }
    }
}
