using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication.Expiry;

/// <summary>What a member does that is asked for its vote.</summary>
public sealed class ConsentingTests
{
    private readonly Chamber _chamber = new();

    [Fact]
    public void Who_consents_holds_new_requests_until_the_end_arrives()
    {
        var step = _chamber.Take(Chamber.Proposal(B));

        Assert.Equal(B, Assert.Single(step.Messages).To);
        Assert.Empty(VoteIn(step).Vetoes);
        Assert.Equal([Pieces.Id(1)], step.Held);
        Assert.Empty(_chamber.Ask("request").Released);
        Assert.Equal(["request"], _chamber.End().Released);
    }

    [Fact]
    public void Who_consents_holds_new_requests_until_the_verdict_arrives()
    {
        _chamber.Take(Chamber.Proposal(B));
        _chamber.Ask("request");

        Assert.Equal(["request"], _chamber.Spare(B).Released);
    }

    [Fact]
    public void When_the_verdict_is_lost_the_hold_runs_out()
    {
        _chamber.Take(Chamber.Proposal(B));
        _chamber.Ask("request");

        Assert.Empty(_chamber.Pass(999).Released);
        var step = _chamber.Pass(1);
        Assert.Equal(["request"], step.Released);
        Assert.Equal([Pieces.Id(1)], step.Freed);
        Assert.Equal(0, _chamber.Count);
    }

    [Fact]
    public void Being_asked_again_does_not_prolong_the_hold()
    {
        _chamber.Take(Chamber.Proposal(B));
        _chamber.Pass(900);
        Assert.Empty(VoteIn(_chamber.Take(Chamber.Proposal(B))).Vetoes);

        Assert.Equal([Pieces.Id(1)], _chamber.Pass(100).Freed);
    }

    [Fact]
    public void What_was_consented_to_a_member_that_is_gone_is_void()
    {
        _chamber.Take(Chamber.Proposal(B));

        Assert.Equal([Pieces.Id(1)], _chamber.See(View(C)).Freed);
    }

    [Fact]
    public void The_next_proposer_gets_consent_when_the_hold_for_a_dead_one_has_run_out()
    {
        _chamber.Take(Chamber.Proposal(B));
        _chamber.Pass(1000);

        Assert.Empty(VoteIn(_chamber.Take(Chamber.Proposal(C))).Vetoes);
    }

    [Fact]
    public void Who_vetoes_holds_nothing()
    {
        _chamber.Ages[Pieces.Id(1)] = Chamber.Aged(TimeSpan.FromMinutes(1));

        var step = _chamber.Take(Chamber.Proposal(B));

        Assert.Single(VoteIn(step).Vetoes);
        Assert.Empty(step.Held);
        Assert.Equal(["request"], _chamber.Ask("request").Released);
    }

    [Fact]
    public void What_is_not_here_is_consented_to_and_not_held()
    {
        _chamber.Ages.Clear();

        var step = _chamber.Take(Chamber.Proposal(B));

        Assert.Empty(VoteIn(step).Vetoes);
        Assert.Equal(0, _chamber.Count);
    }

    [Fact]
    public void What_has_ended_here_is_not_ended_again_by_one_who_is_behind()
    {
        _chamber.Ages[Pieces.Id(1)] = Chamber.Due with { IsEnded = true };

        var step = _chamber.Take(Chamber.Proposal(B));

        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(VoteIn(step).Vetoes).Remaining);
        Assert.Empty(step.Held);
        Assert.Empty(_chamber.Propose(1).Messages);
    }

    [Fact]
    public void Consent_goes_to_one_proposer_at_a_time_so_that_only_one_can_end_the_session()
    {
        _chamber.Take(Chamber.Proposal(B));

        Assert.Single(VoteIn(_chamber.Take(Chamber.Proposal(C))).Vetoes);
        Assert.Empty(_chamber.Propose(1).Messages);
    }

    [Fact]
    public void A_member_that_asks_itself_consents_to_no_other()
    {
        _chamber.Propose(1);

        Assert.Single(VoteIn(_chamber.Take(Chamber.Proposal(B))).Vetoes);
    }

    [Fact]
    public void A_late_message_of_an_earlier_round_does_not_touch_the_hold_for_the_next()
    {
        _chamber.Take(Chamber.Proposal(B, number: 2));

        Assert.Single(VoteIn(_chamber.Take(Chamber.Proposal(B, number: 1))).Vetoes);
        Assert.Empty(_chamber.Spare(B, number: 1).Freed);
        Assert.Equal([Pieces.Id(1)], _chamber.Spare(B, number: 2).Freed);
    }

    [Fact]
    public void A_stranger_has_no_say() => Assert.Empty(_chamber.Take(Chamber.Proposal(D)).Messages);

    private static ExpiryVote VoteIn(ExpiryStep step) => Assert.IsType<ExpiryVote>(Assert.Single(step.Messages).Message);
}
