using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class LookupTrackerTests
{
    private static readonly SessionId Id = Pieces.Id(1);
    private readonly LookupTracker<string> _lookups = new(maxOpen: 2, maxWaiters: 2, TimeSpan.FromSeconds(1));

    [Fact]
    public void One_search_per_id_however_many_wait()
    {
        Assert.Equal([B, C], Assert.IsType<LookupStart.Ask>(_lookups.Begin(Id, "first", View(B, C), Now)).Members);
        Assert.IsType<LookupStart.Joined>(_lookups.Begin(Id, "second", View(B, C), Now));
        Assert.IsType<LookupStart.Refused>(_lookups.Begin(Id, "third", View(B, C), Now));

        var result = _lookups.OnReply(new(Id, C, true, new byte[] { 1 }));
        Assert.Equal(["first", "second"], result!.Waiters);
        Assert.Equal(C, result.Found!.Member);
        Assert.Equal(0, _lookups.Count);
        Assert.Null(_lookups.OnReply(new(Id, B, true, default)));
    }

    [Fact]
    public void Not_found_is_said_when_all_have_answered_and_is_certain_when_all_are_complete()
    {
        _lookups.Begin(Id, "request", View(B, C), Now);
        Assert.Null(_lookups.OnReply(new(Id, B, true, default)));
        Assert.Null(_lookups.OnReply(new(Id, B, true, default)));
        Assert.True(_lookups.OnReply(new(Id, C, true, default)) is { Found: null, IsCertain: true });

        _lookups.Begin(Id, "request", View(B), Now);
        Assert.True(_lookups.OnReply(new(Id, B, IsComplete: false, default)) is { Found: null, IsCertain: false });
    }

    [Fact]
    public void Not_found_is_uncertain_when_a_member_did_not_answer_or_could_not_be_asked()
    {
        _lookups.Begin(Id, "late", View(B), Now);
        Assert.Empty(_lookups.OnTime(After(999)));
        Assert.False(Assert.Single(_lookups.OnTime(After(1000))).IsCertain);

        _lookups.Begin(Id, "gone", View(B), Now);
        Assert.False(Assert.Single(_lookups.OnView(View(C))).IsCertain);

        Assert.False(Assert.IsType<LookupStart.NobodyToAsk>(_lookups.Begin(Id, "alone", View(Unreachable(B)), Now)).IsCertain);
        Assert.True(Assert.IsType<LookupStart.NobodyToAsk>(_lookups.Begin(Id, "alone", View(Array.Empty<MemberId>()), Now)).IsCertain);
    }

    [Fact]
    public void The_number_of_open_searches_is_bounded()
    {
        _lookups.Begin(Pieces.Id(1), "a", View(B), Now);
        _lookups.Begin(Pieces.Id(2), "b", View(B), Now);

        Assert.IsType<LookupStart.Refused>(_lookups.Begin(Pieces.Id(3), "c", View(B), Now));
    }

    [Fact]
    public void Waiters_are_told_when_the_id_arrives_by_another_way()
    {
        _lookups.Begin(Id, "request", View(B), Now);

        Assert.Equal(["request"], _lookups.OnArrived(Id));
        Assert.Null(_lookups.OnArrived(Id));
    }
}

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
