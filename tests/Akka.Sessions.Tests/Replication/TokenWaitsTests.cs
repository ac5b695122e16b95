using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class TokenWaitsTests
{
    private static readonly StreamId OfB = new(B.Incarnation);
    private readonly TokenWaits<string> _waits = new(maxWaiting: 2, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    [Fact]
    public void What_is_applied_here_already_is_not_waited_for() => Assert.IsType<TokenStart.Current>(Begin("request", cursor: 5, (B, 5)));

    [Fact]
    public void Tokens_of_this_member_and_of_strangers_are_dropped() => Assert.IsType<TokenStart.Current>(Begin("request", cursor: 0, (A, 9), (D, 9)));

    [Fact]
    public void A_request_goes_on_when_everything_it_names_is_applied()
    {
        Assert.IsType<TokenStart.Waiting>(Begin("request", cursor: 0, (B, 5), (C, 3)));

        Assert.Empty(_waits.OnCursor(OfB, 4));
        Assert.Empty(_waits.OnCursor(OfB, 5));
        Assert.Equal(["request"], _waits.OnCursor(new StreamId(C.Incarnation), 7));
        Assert.Equal(0, _waits.Count);
    }

    [Fact]
    public void After_a_moment_it_is_pulled_from_the_origin_then_from_anyone_who_has_it()
    {
        var others = new MemberCursors();
        others.Learn(new(C, 0, [new(OfB, 9)]));
        Begin("request", cursor: 4, (B, 9));

        Assert.Empty(_waits.DuePulls(_ => 4, others, View(B, C), After(49)));
        Assert.Equal(new TokenPull(B, new(OfB, 5, 9)), Assert.Single(_waits.DuePulls(_ => 4, others, View(B, C), After(50))));
        Assert.Empty(_waits.DuePulls(_ => 4, others, View(B, C), After(60)));
        Assert.Equal(C, Assert.Single(_waits.DuePulls(_ => 4, others, View(B, C), After(100))).From);
    }

    [Fact]
    public void An_unreachable_origin_is_not_asked()
    {
        Begin("request", cursor: 0, (B, 9));

        Assert.Empty(_waits.DuePulls(_ => 0, new(), View(Unreachable(B)), After(50)));
    }

    [Fact]
    public void Several_requests_for_one_stream_pull_once()
    {
        Begin("first", cursor: 0, (B, 9));
        Begin("second", cursor: 0, (B, 9));

        Assert.Single(_waits.DuePulls(_ => 0, new(), View(B), After(50)));
        Assert.IsType<TokenStart.Refused>(Begin("third", cursor: 0, (B, 9)));
    }

    [Fact]
    public void A_forged_token_costs_a_bounded_wait()
    {
        Begin("request", cursor: 0, (B, long.MaxValue));

        Assert.Empty(_waits.OnTime(After(999)));
        Assert.Equal(["request"], _waits.OnTime(After(1000)));
    }

    private TokenStart Begin(string waiter, long cursor, params (MemberId Member, long Number)[] tokens) => _waits.Begin(
        [.. tokens.Select(t => new SessionToken(t.Member.Incarnation, t.Number))], _ => cursor, waiter, View(B, C), Now);
}
