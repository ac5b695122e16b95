using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication.Expiry;

/// <summary>Member A's part in the votes, with sessions whose age the test says. Timeout 20 minutes, hold 1 second.</summary>
internal sealed class Chamber
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(20);
    public static readonly SessionAge Due = Aged(Timeout);
    public static readonly SessionAge LongOverdue = Aged(Timeout * 2);
    public static readonly SessionAge PastAbsoluteEnd = Aged(TimeSpan.Zero) with { UntilAbsoluteEnd = TimeSpan.Zero };

    private readonly SessionExpiry<string> _expiry;
    private double _milliseconds;

    public Chamber(View? view = null)
    {
        View = view ?? View(B, C);
        _expiry = new(
            A, TimeSpan.FromSeconds(1), new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)),
            (id, _) => Ages.TryGetValue(id, out var age) ? age : null);
    }

    public View View { get; set; }

    public Dictionary<SessionId, SessionAge> Ages { get; } = new() { [Pieces.Id(1)] = Due };

    public int Count => _expiry.Count;

    private Moment Moment => new(Now, TimeSpan.FromMilliseconds(_milliseconds));

    public static SessionAge Aged(TimeSpan idle) => new(Now, idle, SessionAge.Never, Timeout, SessionAge.Never);

    public static ExpiryProposal Proposal(MemberId by, long number = 1) => new(new(by.Incarnation, number), [new(Pieces.Id(1), Now, false)]);

    public ExpiryStep<string> Propose(params int[] ids) => _expiry.Propose([.. ids.Select(Pieces.Id)], View, Moment);

    public ExpiryStep<string> Ask(string waiter) => _expiry.Ask(Pieces.Id(1), waiter, View, Moment);

    public ExpiryStep<string> Consent(MemberId member, long number = 1) => Vote(member, number);

    public ExpiryStep<string> Veto(MemberId member, SessionAge age) =>
        Vote(member, 1, age.VetoFor(Pieces.Id(1), age.Remaining > TimeSpan.Zero ? age.Remaining : TimeSpan.FromSeconds(1)));

    public ExpiryStep<string> Take(ExpiryProposal proposal) => _expiry.OnProposal(proposal, View, Moment);

    public ExpiryStep<string> Spare(MemberId proposer, long number = 1) => _expiry.OnVerdict(new(new(proposer.Incarnation, number), [Pieces.Id(1)]));

    public ExpiryStep<string> End()
    {
        Ages.Clear();
        return _expiry.OnEnded(Pieces.Id(1));
    }

    public ExpiryStep<string> See(View view)
    {
        View = view;
        return _expiry.OnView(view, Moment);
    }

    public ExpiryStep<string> Pass(double milliseconds)
    {
        _milliseconds += milliseconds;
        return _expiry.OnTime(Moment);
    }

    private ExpiryStep<string> Vote(MemberId member, long number, params ExpiryVeto[] vetoes) =>
        _expiry.OnVote(new(new(A.Incarnation, number), member, vetoes), Moment);
}
