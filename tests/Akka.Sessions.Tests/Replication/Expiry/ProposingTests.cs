using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using Akka.Sessions.Wire;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication.Expiry;

/// <summary>What the member does that asks for a vote.</summary>
public sealed class ProposingTests
{
    private readonly Chamber _chamber = new();

    [Fact]
    public void A_session_ends_when_everyone_has_consented_and_not_before()
    {
        Assert.Equal([B, C], _chamber.Propose(1).Messages.Select(m => m.To));
        Assert.Empty(_chamber.Consent(B).Ended);
        Assert.Equal([Pieces.Id(1)], _chamber.Consent(C).Ended);
        Assert.Empty(_chamber.Consent(C).Ended);
    }

    [Fact]
    public void A_node_alone_asks_nobody()
    {
        var alone = new Chamber(View(Array.Empty<MemberId>()));

        Assert.Equal([Pieces.Id(1)], alone.Propose(1).Ended);
    }

    [Fact]
    public void Only_members_that_serve_are_asked() => Assert.Equal(
        [B],
        new Chamber(View(new(B), Is(C, MemberStanding.Joining), Refused(D))).Propose(1).Messages.Select(m => m.To));

    [Fact]
    public void A_session_that_is_not_due_here_is_not_proposed()
    {
        _chamber.Ages[Pieces.Id(1)] = Chamber.Aged(TimeSpan.FromMinutes(19.9));

        Assert.Empty(_chamber.Propose(1).Messages);
        Assert.Empty(_chamber.Propose(2).Messages);
    }

    [Fact]
    public void A_veto_spares_the_session_at_once_and_everyone_hears_so_and_the_access_is_taken_over()
    {
        _chamber.Propose(1);

        var step = _chamber.Veto(B, Chamber.Aged(TimeSpan.FromMinutes(3)));

        Assert.Equal(TimeSpan.FromMinutes(3), Assert.Single(step.Vetoes).IdleFor);
        Assert.Equal([B, C], step.Messages.Select(m => m.To));
        Assert.All(step.Messages, m => Assert.Equal([Pieces.Id(1)], Assert.IsType<ExpiryVerdict>(m.Message).Spared));
        Assert.Empty(_chamber.Consent(C).Ended);
        Assert.Equal(0, _chamber.Count);
    }

    [Fact]
    public void A_veto_spares_its_session_only()
    {
        _chamber.Ages[Pieces.Id(2)] = Chamber.Due;
        _chamber.Propose(1, 2);
        _chamber.Veto(B, Chamber.Aged(TimeSpan.FromMinutes(3)));

        Assert.Equal([Pieces.Id(2)], _chamber.Consent(C).Ended);
    }

    [Fact]
    public void After_a_veto_nobody_is_asked_until_it_can_have_changed()
    {
        _chamber.Propose(1);
        _chamber.Veto(B, Chamber.Aged(TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(30)));

        _chamber.Pass(29_000);
        Assert.Empty(_chamber.Propose(1).Messages);
        _chamber.Pass(2000);
        Assert.Equal(2, _chamber.Propose(1).Messages.Count);
    }

    [Fact]
    public void A_vote_that_does_not_come_is_asked_for_again_of_those_who_owe_it()
    {
        _chamber.Propose(1);
        _chamber.Consent(B);

        Assert.Equal([C], _chamber.Pass(130).Messages.Select(m => m.To));
        Assert.Equal([Pieces.Id(1)], _chamber.Consent(C).Ended);
    }

    [Fact]
    public void Without_all_votes_in_time_nothing_ends_and_requests_go_on_and_it_is_tried_again_later()
    {
        _chamber.Propose(1);
        _chamber.Consent(B);

        var step = _chamber.Pass(500);

        Assert.Empty(step.Ended);
        Assert.Equal([Pieces.Id(1)], step.Freed);
        Assert.Empty(_chamber.Consent(C).Ended);
        Assert.Equal([B, C], _chamber.Propose(1).Messages.Select(m => m.To));
        _chamber.Consent(B, number: 2);
        Assert.Equal([Pieces.Id(1)], _chamber.Consent(C, number: 2).Ended);
    }

    [Fact]
    public void A_vote_of_an_earlier_round_proves_nothing()
    {
        _chamber.Propose(1);
        _chamber.Pass(500);
        _chamber.Propose(1);
        _chamber.Consent(B, number: 2);

        Assert.Empty(_chamber.Consent(C, number: 1).Ended);
    }

    [Fact]
    public void A_session_that_came_into_use_meanwhile_does_not_end()
    {
        _chamber.Propose(1);
        _chamber.Consent(B);
        _chamber.Ages[Pieces.Id(1)] = Chamber.Aged(TimeSpan.Zero);

        var step = _chamber.Consent(C);

        Assert.Empty(step.Ended);
        Assert.Equal([B, C], step.Messages.Select(m => m.To));
    }

    [Fact]
    public void While_a_member_is_unreachable_the_vote_waits_for_as_long_again_as_the_session_may_be_idle()
    {
        var chamber = new Chamber(View(new(B), Unreachable(C)));

        Assert.Empty(chamber.Propose(1).Messages);
        chamber.Ages[Pieces.Id(1)] = Chamber.LongOverdue;
        Assert.Equal([B], chamber.Propose(1).Messages.Select(m => m.To));
        Assert.Equal([Pieces.Id(1)], chamber.Consent(B).Ended);
    }

    [Fact]
    public void However_long_it_waited_a_veto_counts()
    {
        var chamber = new Chamber(View(new(B), Unreachable(C)));
        chamber.Ages[Pieces.Id(1)] = Chamber.LongOverdue;
        chamber.Propose(1);

        Assert.Empty(chamber.Veto(B, Chamber.Aged(TimeSpan.Zero)).Ended);
        Assert.Empty(chamber.Pass(500).Ended);
    }

    [Fact]
    public void Where_only_a_request_has_found_it_over_everyone_in_reach_has_to_answer_however_long_it_is_overdue()
    {
        _chamber.Ages[Pieces.Id(1)] = Chamber.LongOverdue;
        _chamber.Ask("request");

        var step = _chamber.Pass(500);

        Assert.Empty(step.Ended);
        Assert.Equal(["request"], step.Released);
    }

    [Fact]
    public void A_member_that_never_votes_holds_a_session_for_one_further_timeout_only()
    {
        _chamber.Ages[Pieces.Id(1)] = Chamber.LongOverdue;
        _chamber.Propose(1);
        _chamber.Consent(B);

        Assert.Equal([Pieces.Id(1)], _chamber.Pass(500).Ended);
    }

    [Fact]
    public void The_absolute_end_waits_for_nobody_who_is_unreachable()
    {
        var chamber = new Chamber(View(new(B), Unreachable(C)));
        chamber.Ages[Pieces.Id(1)] = Chamber.PastAbsoluteEnd;

        Assert.True(Assert.IsType<ExpiryProposal>(Assert.Single(chamber.Propose(1).Messages).Message).Sessions[0].IsPastAbsoluteEnd);
        Assert.Equal([Pieces.Id(1)], chamber.Consent(B).Ended);
    }

    [Fact]
    public void A_member_that_becomes_unreachable_before_it_voted_stops_the_vote_and_one_that_is_removed_does_not()
    {
        _chamber.Propose(1);
        _chamber.Consent(B);
        Assert.Equal([Pieces.Id(1)], _chamber.See(View(new(B), Unreachable(C))).Freed);

        var other = new Chamber();
        other.Propose(1);
        other.Consent(B);
        Assert.Equal([Pieces.Id(1)], other.See(View(B)).Ended);
    }

    [Fact]
    public void Who_comes_during_the_vote_is_asked_as_well()
    {
        _chamber.Propose(1);
        _chamber.Consent(B);

        Assert.Equal([D], _chamber.See(View(B, C, D)).Messages.Select(m => m.To));
        Assert.Empty(_chamber.Consent(C).Ended);
        Assert.Equal([Pieces.Id(1)], _chamber.Consent(D).Ended);
    }

    [Fact]
    public void Many_sessions_are_few_messages_each_below_64_KB_and_their_number_is_bounded()
    {
        var ids = Enumerable.Range(0, 40_000).Select(i => new SessionId($"{new string('x', 58)}{i:D6}")).ToArray();
        var expiry = new SessionExpiry<string>(
            A, TimeSpan.FromSeconds(1), default, (_, _) => Chamber.Due with { LastAccess = DateTimeOffset.MaxValue.AddDays(-1) });

        var step = expiry.Propose(ids, View(B), new(Now, default));

        Assert.Equal(64, step.Messages.Count);
        Assert.Equal(32_000, step.Opened.Count);
        Assert.All(step.Messages, m => Assert.InRange(MessageCodec.Write(m.Message).Length, 1, 64 * 1024));
        var vetoes = ids.Take(500).Select(id => Chamber.Due.VetoFor(id, SessionAge.Never)).ToArray();
        Assert.InRange(MessageCodec.Write(new ExpiryVote(new(1, long.MaxValue), A, vetoes)).Length, 1, 64 * 1024);
    }

    [Fact]
    public void A_request_that_finds_the_session_over_waits_for_the_verdict_and_one_that_can_have_none_goes_on()
    {
        Assert.Empty(_chamber.Ask("first").Released);
        Assert.Empty(_chamber.Ask("second").Released);
        _chamber.Consent(B);
        Assert.Empty(_chamber.Consent(C).Released);
        Assert.Equal(["first", "second"], _chamber.End().Released);

        Assert.Equal(["third"], new Chamber(View(new(B), Unreachable(C))).Ask("third").Released);
    }
}
