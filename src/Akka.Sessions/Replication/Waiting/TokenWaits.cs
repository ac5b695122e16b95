using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>What a request that carries tokens has to wait for.</summary>
internal abstract record TokenStart
{
    /// <summary>Nothing: everything it names is applied here, or will not come. Answer now.</summary>
    /// <param name="Denied">Tokens that no client should carry any longer.</param>
    internal sealed record Current(IReadOnlyList<SessionToken> Denied) : TokenStart;

    /// <summary>The waiter will be released.</summary>
    internal sealed record Waiting : TokenStart;

    /// <summary>Too many wait already: answer with what is here.</summary>
    internal sealed record Refused : TokenStart;
}

/// <summary>One who may go on.</summary>
/// <param name="Waiter">As given.</param>
/// <param name="Denied">Tokens that its client should carry no longer.</param>
internal readonly record struct TokenRelease<TWaiter>(TWaiter Waiter, IReadOnlyList<SessionToken> Denied);

/// <summary>What is to be pulled, and from whom.</summary>
internal readonly record struct TokenPull(MemberId From, RepairRequest Request);

/// <summary>
/// Requests that wait until this node has applied what their client has already seen. First the batch is simply awaited, for a moment; then it
/// is asked for at its origin; then at anyone who has it; then the request is answered with what is here. A token that proves to be worth
/// nothing has cost that once.
/// </summary>
/// <remarks>After each call that returns releases, let them go on. Bounded; one question at a time for a stream, however many
/// wait.</remarks>
internal sealed class TokenWaits<TWaiter>(int maxWaiting, TimeSpan patience, TimeSpan timeout)
{
    private const int MaxDenied = 10_000;

    private readonly List<Wait> _waiting = [];
    private readonly Dictionary<StreamId, Question> _questions = [];
    private readonly DeniedTokens _denied = new(MaxDenied);

    public int Count => _waiting.Count;

    /// <param name="tokens">As the client sent them.</param>
    /// <param name="cursorOf">This member's own cursor of a stream.</param>
    /// <param name="others">How far everyone is.</param>
    /// <param name="waiter">Who waits.</param>
    /// <param name="view">The members now.</param>
    /// <param name="now">The time now.</param>
    public TokenStart Begin(
        IReadOnlyList<SessionToken> tokens, Func<StreamId, long> cursorOf, MemberCursors others, TWaiter waiter, View view,
        DateTimeOffset now)
    {
        var ahead = new Dictionary<StreamId, long>();
        var denied = new List<SessionToken>();
        foreach (var token in tokens)
        {
            var stream = new StreamId(token.Incarnation);
            if (token.Number <= cursorOf(stream) || !IsHeardOf(stream, others, view)) continue;
            var denial = token.Number > others.Furthest(stream, view) ? _denied.Of(token) : null;
            if (denial is TokenDenial.Denied) denied.Add(token);
            else if (denial is null || IsOriginReachable(stream, view))
                ahead[stream] = Math.Max(token.Number, ahead.GetValueOrDefault(stream));
        }

        if (ahead.Count == 0) return new TokenStart.Current(denied);
        if (_waiting.Count >= maxWaiting) return new TokenStart.Refused();
        _waiting.Add(new(waiter, ahead, denied, now));
        return new TokenStart.Waiting();
    }

    /// <summary>This member's cursor moved: who may go on.</summary>
    public IReadOnlyList<TokenRelease<TWaiter>> OnCursor(StreamId stream, long cursor)
    {
        foreach (var wait in _waiting)
        {
            if (wait.Ahead.TryGetValue(stream, out var number) && number <= cursor) wait.Ahead.Remove(stream);
        }

        return Release(w => w.Ahead.Count == 0);
    }

    /// <summary>
    /// The origin of the stream answered a question with its last number: whoever was asked for with it and wants more is denied. The answer
    /// says nothing of numbers above the one that was asked for: it may be older than they are.
    /// </summary>
    public IReadOnlyList<TokenRelease<TWaiter>> OnLastNumber(StreamId stream, long last, long askedTo)
    {
        foreach (var wait in _waiting)
        {
            if (!wait.Ahead.TryGetValue(stream, out var number) || number <= last || number > askedTo || !wait.Asked.Contains(stream)) continue;
            var token = new SessionToken(stream.Origin, number);
            if (number - last > DeniedTokens.Margin) _denied.Add(token, TokenDenial.Denied);
            wait.Denied.Add(token);
            wait.Ahead.Remove(stream);
        }

        return Release(w => w.Ahead.Count == 0);
    }

    /// <summary>Who has waited long enough, and goes on with what is here.</summary>
    public IReadOnlyList<TokenRelease<TWaiter>> OnTime(View view, DateTimeOffset now)
    {
        foreach (var wait in _waiting.Where(wait => IsOver(wait, now))) GiveUp(wait, view);
        return Release(wait => IsOver(wait, now));
    }

    /// <summary>What to ask for on this tick: at most one request per stream and patience.</summary>
    public IReadOnlyList<TokenPull> DuePulls(Func<StreamId, long> cursorOf, MemberCursors others, View view, DateTimeOffset now)
    {
        var wanted = new Dictionary<StreamId, long>();
        foreach (var (stream, number) in _waiting.Where(wait => now - wait.Since >= patience).SelectMany(wait => wait.Ahead))
            wanted[stream] = Math.Max(number, wanted.GetValueOrDefault(stream));
        var pulls = new List<TokenPull>();
        foreach (var (stream, number) in wanted)
        {
            if (!_questions.TryGetValue(stream, out var question)) _questions[stream] = question = new();
            if (question.At is { } at && now - at < patience) continue;
            question.At = now;
            if (From(stream, number, question, others, view) is not { } from) continue;
            if (from.Incarnation == stream.Origin) NoteAsked(stream);
            pulls.Add(new(from, new(stream, cursorOf(stream) + 1, number)));
        }

        return pulls;
    }

    // Of what nobody here has heard there is nothing to wait for: a forgery, or a life long forgotten.
    private static bool IsHeardOf(StreamId stream, MemberCursors others, View view) =>
        view.TryFind(stream.Origin, out var origin) ? origin != view.Self : others.Knows(stream);

    private static bool IsOriginReachable(StreamId stream, View view) =>
        view.TryFind(stream.Origin, out var origin) && view.TryFind(origin.Value, out var member) && member.IsReachable;

    private static MemberId? From(StreamId stream, long number, Question question, MemberCursors others, View view)
    {
        var origin = IsOriginReachable(stream, view) && view.TryFind(stream.Origin, out var member) ? member : null;
        question.Turn++;
        return question.Turn % 2 == 1 && origin is not null ? origin : others.WhoHas(stream, number, view) ?? origin;
    }

    // All that wait for the stream now: the answer, whenever it comes, is younger than they.
    private void NoteAsked(StreamId stream)
    {
        foreach (var wait in _waiting.Where(wait => wait.Ahead.ContainsKey(stream))) wait.Asked.Add(stream);
    }

    private bool IsOver(Wait wait, DateTimeOffset now) => now - wait.Since >= timeout;

    // An origin that can be reached says itself what is true; when it has not, it was slow, and may be asked again.
    private void GiveUp(Wait wait, View view)
    {
        foreach (var (stream, number) in wait.Ahead.Where(ahead => !IsOriginReachable(ahead.Key, view)))
        {
            var token = new SessionToken(stream.Origin, number);
            var isGone = !view.TryFind(stream.Origin, out _);
            _denied.Add(token, isGone ? TokenDenial.Denied : TokenDenial.InVain);
            if (isGone) wait.Denied.Add(token);
        }
    }

    private List<TokenRelease<TWaiter>> Release(Predicate<Wait> isOver)
    {
        var released = _waiting.FindAll(isOver).ConvertAll(w => new TokenRelease<TWaiter>(w.Waiter, w.Denied));
        if (released.Count == 0) return released;
        _waiting.RemoveAll(isOver);
        foreach (var stream in _questions.Keys.ToArray())
        {
            if (!_waiting.Exists(w => w.Ahead.ContainsKey(stream))) _questions.Remove(stream);
        }

        return released;
    }

    private sealed class Wait(TWaiter waiter, Dictionary<StreamId, long> ahead, List<SessionToken> denied, DateTimeOffset since)
    {
        public TWaiter Waiter => waiter;

        public Dictionary<StreamId, long> Ahead => ahead;

        public List<SessionToken> Denied => denied;

        public HashSet<StreamId> Asked { get; } = [];

        public DateTimeOffset Since => since;
    }

    private sealed class Question
    {
        public DateTimeOffset? At { get; set; }

        public int Turn { get; set; }
    }
}
