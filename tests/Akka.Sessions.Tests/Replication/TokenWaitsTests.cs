using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class TokenWaitsTests
{
    private const long Forged = 9_000_000;
    private static readonly StreamId OfB = new(B.Incarnation);
    private readonly TokenWaits<string> _waits = new(maxWaiting: 2, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));
    private readonly MemberCursors _others = new();
    private View _view = View(B, C);

    [Fact]
    public void What_is_applied_here_already_is_not_waited_for() => Assert.IsType<TokenStart.Current>(Begin("request", cursor: 5, (B, 5)));

    [Fact]
    public void Tokens_of_this_member_and_of_strangers_are_dropped() =>
        Assert.Empty(Assert.IsType<TokenStart.Current>(Begin("request", cursor: 0, (A, 9), (D, 9))).Denied);

    [Fact]
    public void A_request_goes_on_when_everything_it_names_is_applied()
    {
        Assert.IsType<TokenStart.Waiting>(Begin("request", cursor: 0, (B, 5), (C, 3)));

        Assert.Empty(_waits.OnCursor(OfB, 4));
        Assert.Empty(_waits.OnCursor(OfB, 5));
        var released = Assert.Single(_waits.OnCursor(new StreamId(C.Incarnation), 7));
        Assert.Equal("request", released.Waiter);
        Assert.Empty(released.Denied);
        Assert.Equal(0, _waits.Count);
    }

    [Fact]
    public void After_a_moment_it_is_pulled_from_the_origin_then_from_anyone_who_has_it()
    {
        _others.Learn(new(C, 0, [new(OfB, 9)]));
        Begin("request", cursor: 4, (B, 9));

        Assert.Empty(DuePulls(49, cursor: 4));
        Assert.Equal(new TokenPull(B, new(OfB, 5, 9)), Assert.Single(DuePulls(50, cursor: 4)));
        Assert.Empty(DuePulls(60, cursor: 4));
        Assert.Equal(C, Assert.Single(DuePulls(100, cursor: 4)).From);
    }

    [Fact]
    public void An_unreachable_origin_is_not_asked()
    {
        _view = View(Unreachable(B));
        Begin("request", cursor: 0, (B, 9));

        Assert.Empty(DuePulls(50));
    }

    [Fact]
    public void One_question_at_a_time_for_a_stream_however_many_wait_and_whenever_they_came()
    {
        Begin("first", Now, cursor: 0, (B, 9));
        Begin("second", After(10), cursor: 0, (B, 12));

        Assert.Equal(9, Assert.Single(DuePulls(50)).Request.To);
        Assert.Empty(DuePulls(60));
        Assert.Empty(DuePulls(99));
        Assert.Equal(12, Assert.Single(DuePulls(100)).Request.To);
        Assert.IsType<TokenStart.Refused>(Begin("third", cursor: 0, (B, 9)));
    }

    [Fact]
    public void A_token_that_its_origin_denies_costs_one_question_and_then_nothing()
    {
        Begin("request", cursor: 7, (B, Forged));
        DuePulls(50, cursor: 7);

        var released = Assert.Single(_waits.OnLastNumber(OfB, 7, long.MaxValue));
        Assert.Equal([new SessionToken(B.Incarnation, Forged)], released.Denied);

        Assert.Equal(released.Denied, Assert.IsType<TokenStart.Current>(Begin("again", cursor: 7, (B, Forged))).Denied);
        Assert.Empty(DuePulls(200, cursor: 7));
    }

    [Fact]
    public void Who_was_not_asked_for_is_not_denied_by_an_answer_to_another()
    {
        Begin("first", Now, cursor: 7, (B, Forged));
        DuePulls(50, cursor: 7);
        // The origin answered before it made number 8.
        Begin("second", After(51), cursor: 7, (B, 8));

        Assert.Equal("first", Assert.Single(_waits.OnLastNumber(OfB, 7, long.MaxValue)).Waiter);
        Assert.Equal("second", Assert.Single(_waits.OnCursor(OfB, 8)).Waiter);
    }

    [Fact]
    public void What_the_origin_may_reach_any_moment_is_denied_but_asked_about_again()
    {
        Begin("request", cursor: 7, (B, 8));
        DuePulls(50, cursor: 7);
        Assert.Single(Assert.Single(_waits.OnLastNumber(OfB, 7, long.MaxValue)).Denied);

        Assert.IsType<TokenStart.Waiting>(Begin("honest", cursor: 7, (B, 8)));
    }

    [Fact]
    public void A_denial_is_over_when_anyone_is_known_to_have_come_so_far()
    {
        Begin("request", cursor: 7, (B, Forged));
        DuePulls(50, cursor: 7);
        _waits.OnLastNumber(OfB, 7, long.MaxValue);
        _others.Learn(new(B, Forged, []));

        Assert.IsType<TokenStart.Waiting>(Begin("honest", cursor: 7, (B, Forged)));
    }

    [Fact]
    public void A_token_of_a_member_that_is_gone_is_asked_about_once_while_someone_has_its_stream()
    {
        var ofD = new StreamId(D.Incarnation);
        _others.Learn(new(C, 0, [new(ofD, 5)]));
        Assert.IsType<TokenStart.Waiting>(Begin("request", cursor: 3, (D, 5)));
        Assert.Equal(C, Assert.Single(DuePulls(50, cursor: 3)).From);
        Assert.Single(_waits.OnCursor(ofD, 5));

        // Nobody has this one.
        Begin("lost", cursor: 5, (D, 9));
        Assert.Empty(DuePulls(50, cursor: 5));
        Assert.Equal([new SessionToken(D.Incarnation, 9)], Assert.Single(_waits.OnTime(_view, After(1000))).Denied);
        Assert.Single(Assert.IsType<TokenStart.Current>(Begin("again", cursor: 5, (D, 9))).Denied);
    }

    [Fact]
    public void A_token_of_an_unreachable_member_is_waited_for_once_until_it_is_back()
    {
        _view = View(new ViewMember(C), Unreachable(B));
        Begin("request", cursor: 0, (B, 9));
        Assert.Empty(Assert.Single(_waits.OnTime(_view, After(1000))).Denied);

        Assert.Empty(Assert.IsType<TokenStart.Current>(Begin("again", cursor: 0, (B, 9))).Denied);
        _view = View(B, C);
        Assert.IsType<TokenStart.Waiting>(Begin("later", cursor: 0, (B, 9)));
    }

    [Fact]
    public void Every_wait_is_bounded()
    {
        Begin("request", cursor: 0, (B, long.MaxValue));

        Assert.Empty(_waits.OnTime(_view, After(999)));
        Assert.Equal("request", Assert.Single(_waits.OnTime(_view, After(1000))).Waiter);
    }

    [Fact]
    public void Few_denials_are_remembered_and_the_oldest_goes()
    {
        var denied = new DeniedTokens(capacity: 2);
        for (var n = 1; n <= 3; n++) denied.Add(new(B.Incarnation, n), TokenDenial.Denied);

        Assert.Null(denied.Of(new(B.Incarnation, 1)));
        Assert.Equal(TokenDenial.Denied, denied.Of(new(B.Incarnation, 3)));
        Assert.Equal(2, denied.Count);
    }

    private TokenStart Begin(string waiter, long cursor, params (MemberId Member, long Number)[] tokens) =>
        Begin(waiter, Now, cursor, tokens);

    private TokenStart Begin(string waiter, DateTimeOffset now, long cursor, params (MemberId Member, long Number)[] tokens) =>
        _waits.Begin(
        [.. tokens.Select(t => new SessionToken(t.Member.Incarnation, t.Number))], _ => cursor, _others, waiter, _view, now);

    private IReadOnlyList<TokenPull> DuePulls(double milliseconds, long cursor = 0) =>
        _waits.DuePulls(_ => cursor, _others, _view, After(milliseconds));
}
