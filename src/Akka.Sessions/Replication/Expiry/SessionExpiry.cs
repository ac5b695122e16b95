using Akka.Sessions.Messages;
using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>
/// Both sides of the vote by which an idle session ends once for all members: what this one proposes, and what it has consented to. No session
/// that was used within its timeout ends, whatever is lost and whatever the clocks say; any member may propose.
/// </summary>
/// <param name="self">This member.</param>
/// <param name="hold">How long requests are held back at most.</param>
/// <param name="slack">How far members may differ.</param>
/// <param name="ageOf">How a session of this member stands; <see langword="null"/> when it is not here.</param>
internal sealed class SessionExpiry<TWaiter>(MemberId self, TimeSpan hold, ExpirySlack slack, Func<SessionId, Moment, SessionAge?> ageOf)
{
    private const int MaxPauses = 10_000;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // Half of the hold: the other half is for the end to arrive while the consents still hold requests back.
    private readonly ExpiryVotes _votes = new(self.Incarnation, hold / 2, (id, moment) => ageOf(id, moment) is { IsDue: true });
    private readonly ExpiryHolds<TWaiter> _holds = new(hold);
    private readonly Dictionary<SessionId, TimeSpan> _pausedUntil = [];

    /// <summary>While there are any, <see cref="OnTime"/> must be called several times within the hold.</summary>
    public int Count => _votes.Count + _holds.Count;

    /// <summary>Whether requests for the session are held back.</summary>
    public bool IsHeld(SessionId id) => _holds.RoundOf(id) is not null;

    /// <summary>Asks for a vote on those of these sessions that are due here. This member is the one that is named to end them.</summary>
    public ExpiryStep<TWaiter> Propose(IReadOnlyList<SessionId> ids, View view, Moment moment) => Propose(ids, isNamed: true, view, moment);

    /// <summary>
    /// A request finds the session held, or over by this member's clock: it waits for the verdict, or is released at once when none can be had.
    /// </summary>
    public ExpiryStep<TWaiter> Ask(SessionId id, TWaiter waiter, View view, Moment moment)
    {
        var step = Propose([id], isNamed: false, view, moment);
        if (!_holds.TryWait(id, waiter)) step.Released.Add(waiter);
        return step;
    }

    public ExpiryStep<TWaiter> OnProposal(ExpiryProposal proposal, View view, Moment moment)
    {
        var step = new ExpiryStep<TWaiter>();
        // A stranger has no say here.
        if (!view.TryFind(proposal.Round.Proposer, out var proposer) || proposer == self) return step;
        var vetoes = new List<ExpiryVeto>();
        foreach (var candidate in proposal.Sessions)
        {
            if (VetoOf(candidate, proposal.Round, moment, step) is { } veto) vetoes.Add(veto);
        }

        step.Messages.Add((proposer.Value, new ExpiryVote(proposal.Round, self, vetoes)));
        return Finish(step, moment);
    }

    public ExpiryStep<TWaiter> OnVote(ExpiryVote vote, Moment moment)
    {
        var step = new ExpiryStep<TWaiter>();
        _votes.OnVote(vote, moment, step);
        return Finish(step, moment);
    }

    public ExpiryStep<TWaiter> OnVerdict(ExpiryVerdict verdict)
    {
        var step = new ExpiryStep<TWaiter>();
        foreach (var id in verdict.Spared) _holds.Free(id, verdict.Round, step);
        return step;
    }

    /// <summary>The session has ended here, and readers see it: whoever waits may look.</summary>
    public ExpiryStep<TWaiter> OnEnded(SessionId id)
    {
        var step = new ExpiryStep<TWaiter>();
        _holds.Free(id, step);
        return step;
    }

    public ExpiryStep<TWaiter> OnView(View view, Moment moment)
    {
        var step = new ExpiryStep<TWaiter>();
        _votes.OnView(view, moment, step);
        _holds.OnGone(proposer => !view.TryFind(proposer, out _), step);
        return Finish(step, moment);
    }

    public ExpiryStep<TWaiter> OnTime(Moment moment)
    {
        var step = new ExpiryStep<TWaiter>();
        _votes.OnTime(moment, step);
        _holds.OnTime(moment.Uptime, step);
        return Finish(step, moment);
    }

    private ExpiryStep<TWaiter> Propose(IReadOnlyList<SessionId> ids, bool isNamed, View view, Moment moment)
    {
        var step = new ExpiryStep<TWaiter>();
        var due = ids.Where(id => !IsHeldOrPaused(id, moment.Uptime)).Select(id => Due(id, moment)).OfType<DueSession>();
        _votes.Propose(due, isNamed, view, moment, step);
        return Finish(step, moment);
    }

    private DueSession? Due(SessionId id, Moment moment) => ageOf(id, moment) is { IsDue: true } age ? new DueSession(id, age) : null;

    private ExpiryVeto? VetoOf(ExpiryCandidate candidate, ExpiryRound round, Moment moment, ExpiryStep<TWaiter> step)
    {
        // Never heard of: nothing speaks against it. One that has ended here ends once: the proposer is behind, and is about to hear of it.
        if (ageOf(candidate.Id, moment) is not { } age) return null;
        if (age.IsEnded) return age.VetoFor(candidate.Id, hold);
        if (age.Veto(candidate, slack) is { } veto) return veto;
        // A consent stands until its hold is over, so it goes to one proposer at a time, this member included: only one can end the session.
        var isFree = _holds.RoundOf(candidate.Id) is not { } other || (other.Proposer == round.Proposer && other.Number <= round.Number);
        return isFree && _holds.TryHold(candidate.Id, round, moment.Uptime, step) ? null : age.VetoFor(candidate.Id, hold);
    }

    private bool IsHeldOrPaused(SessionId id, TimeSpan uptime)
    {
        if (IsHeld(id)) return true;
        if (!_pausedUntil.TryGetValue(id, out var until)) return false;
        if (until <= uptime) _pausedUntil.Remove(id);
        return until > uptime;
    }

    private ExpiryStep<TWaiter> Finish(ExpiryStep<TWaiter> step, Moment moment)
    {
        foreach (var (id, round) in step.Opened) _holds.TryHold(id, round, moment.Uptime, step);
        foreach (var (id, round) in step.Spared) _holds.Free(id, round, step);
        foreach (var veto in step.Vetoes)
        {
            // What is forgotten is asked about once more than need be.
            if (_pausedUntil.Count >= MaxPauses) _pausedUntil.Clear();
            _pausedUntil[veto.Id] = moment.Uptime + (veto.Remaining < LongestPause ? veto.Remaining : LongestPause);
        }

        return step;
    }
}
