using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>A session that is over as far as this member knows.</summary>
internal readonly record struct DueSession(SessionId Id, SessionAge Age)
{
    /// <summary>However long it is overdue, everyone has to answer.</summary>
    public bool NeedsAnswers { get; init; }

    /// <summary>Ends though somebody does not answer. A veto counts all the same.</summary>
    public bool MayEndUnanswered => Age.IsPastAbsoluteEnd || (Age.IsLongOverdue && !NeedsAnswers);
}

/// <summary>
/// The votes that this member has asked for. A round ends within its patience, while every consent in it still holds back requests: either all
/// have consented to a session by then, or the vote on it is void. A session that came into use meanwhile is not ended.
/// </summary>
internal sealed class ExpiryVotes(int self, TimeSpan patience, Func<SessionId, Moment, bool> isDue)
{
    /// <summary>So that a proposal, and a vote that vetoes all of it, stay below 64 KB with the longest ids.</summary>
    public const int SessionsPerRound = 500;

    private const int MaxRounds = 64;
    private const int AsksPerRound = 4;

    private readonly Dictionary<long, ExpiryPoll> _open = [];
    private readonly Dictionary<SessionId, ExpiryPoll> _byId = [];
    private long _lastRound;

    /// <summary>Sessions that are being voted on.</summary>
    public int Count => _byId.Count;

    /// <summary>Asks for a vote on what is not being voted on yet; beyond the bound, and while a member is unreachable, later.</summary>
    /// <param name="due">What is over here.</param>
    /// <param name="isNamed">This member is the one that ends them, and not one where a request has found them over.</param>
    /// <param name="view">Who votes.</param>
    /// <param name="moment">Now.</param>
    /// <param name="step">Takes what is to be done.</param>
    public void Propose(IEnumerable<DueSession> due, bool isNamed, View view, Moment moment, ExpiryStep step)
    {
        var voters = Voters(view).ToArray();
        var isComplete = voters.All(v => v.IsReachable);
        // With everyone in reach one alone may do without answers: two that ask each other in vain would both end it.
        var open = due.Select(s => s with { NeedsAnswers = isComplete && !isNamed }).Where(s => (isComplete || s.MayEndUnanswered) && !_byId.ContainsKey(s.Id)).DistinctBy(s => s.Id);
        foreach (var sessions in open.Chunk(SessionsPerRound))
        {
            if (_open.Count >= MaxRounds) return;
            Open(sessions, voters.Where(v => v.IsReachable), moment, step);
        }
    }

    public void OnVote(ExpiryVote vote, Moment moment, ExpiryStep step)
    {
        if (vote.Round.Proposer != self || !_open.TryGetValue(vote.Round.Number, out var poll) || !poll.Awaited.Remove(vote.Member)) return;
        var vetoes = vote.Vetoes.Where(v => poll.Sessions.ContainsKey(v.Id)).ToArray();
        step.Vetoes.AddRange(vetoes);
        Spare(poll, vetoes.Select(v => v.Id), step);
        if (poll.Awaited.Count == 0) Conclude(poll, moment, step);
    }

    /// <summary>Who came is asked as well, who went need not answer, and for one who is unreachable most votes have to wait.</summary>
    public void OnView(View view, Moment moment, ExpiryStep step)
    {
        foreach (var poll in _open.Values.ToArray())
        {
            poll.Awaited.RemoveWhere(m => !view.Contains(m));
            if (Voters(view).Any(v => !v.IsReachable && !poll.HasAnswered(v.Id))) Waive(poll, view, step);
            foreach (var newcomer in Voters(view).Where(v => v.IsReachable && poll.Asked.Add(v.Id))) Ask(poll, newcomer.Id, step);
            if (poll.Awaited.Count == 0) Conclude(poll, moment, step);
        }
    }

    /// <summary>Asks again those who have not answered; gives up in time.</summary>
    public void OnTime(Moment moment, ExpiryStep step)
    {
        foreach (var poll in _open.Values.ToArray())
        {
            if (moment.Uptime >= poll.Deadline)
            {
                Spare(poll, poll.Answerable, step);
                Conclude(poll, moment, step);
            }
            else if (moment.Uptime >= poll.AskAgainAt)
            {
                foreach (var member in poll.Awaited.ToArray()) Ask(poll, member, step);
                poll.AskAgainAt = moment.Uptime + (patience / AsksPerRound);
            }
        }
    }

    private static IEnumerable<ViewMember> Voters(View view) => view.Others.Where(m => m.CountsInLevels);

    private void Open(DueSession[] sessions, IEnumerable<ViewMember> voters, Moment moment, ExpiryStep step)
    {
        var poll = new ExpiryPoll(new(self, ++_lastRound), sessions)
        {
            Deadline = moment.Uptime + patience,
            AskAgainAt = moment.Uptime + (patience / AsksPerRound),
        };
        _open.Add(poll.Round.Number, poll);
        foreach (var session in sessions)
        {
            _byId[session.Id] = poll;
            step.Opened.Add((session.Id, poll.Round));
        }

        foreach (var voter in voters.Where(v => poll.Asked.Add(v.Id))) Ask(poll, voter.Id, step);
        if (poll.Awaited.Count == 0) Conclude(poll, moment, step);
    }

    private static void Ask(ExpiryPoll poll, MemberId member, ExpiryStep step)
    {
        poll.Awaited.Add(member);
        step.Messages.Add((member, poll.Proposal));
    }

    private void Waive(ExpiryPoll poll, View view, ExpiryStep step)
    {
        Spare(poll, poll.Answerable, step);
        poll.Awaited.RemoveWhere(m => view.TryFind(m, out var found) && !found.IsReachable);
    }

    private void Conclude(ExpiryPoll poll, Moment moment, ExpiryStep step)
    {
        Spare(poll, [.. poll.Sessions.Keys.Where(id => !isDue(id, moment))], step);
        _open.Remove(poll.Round.Number);
        foreach (var id in poll.Sessions.Keys)
        {
            _byId.Remove(id);
            step.Ended.Add(id);
        }
    }

    private void Spare(ExpiryPoll poll, IEnumerable<SessionId> ids, ExpiryStep step)
    {
        var spared = ids.Where(poll.Sessions.Remove).ToArray();
        if (spared.Length == 0) return;
        var verdict = new ExpiryVerdict(poll.Round, spared);
        foreach (var member in poll.Asked) step.Messages.Add((member, verdict));
        foreach (var id in spared)
        {
            _byId.Remove(id);
            step.Spared.Add((id, poll.Round));
        }

        if (poll.Sessions.Count == 0) _open.Remove(poll.Round.Number);
    }
}
