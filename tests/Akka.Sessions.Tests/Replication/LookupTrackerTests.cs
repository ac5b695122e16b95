using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class LookupTrackerTests
{
    private static readonly SessionId Id = Pieces.Id(1);
    private readonly LookupTracker<string> _lookups = new(
        new() { Open = 2, Waiters = 2, PerSecond = 10, Burst = 4, Remembered = 2, RememberedFor = TimeSpan.FromSeconds(5) });

    [Fact]
    public void One_search_per_id_however_many_wait()
    {
        Assert.Equal([B, C], Assert.IsType<LookupStart.Ask>(Begin(Id, View(B, C), waiter: "first")).Members);
        Assert.IsType<LookupStart.Joined>(Begin(Id, View(B, C), waiter: "second"));
        Assert.False(Assert.IsType<LookupStart.NotHere>(Begin(Id, View(B, C), hasEverything: true)).IsCertain);

        var result = _lookups.OnReply(new(Id, C, true, new byte[] { 1 }), Now);
        Assert.Equal(["first", "second"], result!.Waiters);
        Assert.Equal(C, result.Found!.Member);
        Assert.Equal(0, _lookups.Count);
        Assert.Null(_lookups.OnReply(new(Id, B, true, default), Now));
    }

    [Fact]
    public void Not_found_is_said_when_all_have_answered_and_is_certain_when_all_are_complete()
    {
        Begin(Id, View(B));
        Assert.True(_lookups.OnReply(new(Id, B, IsComplete: false, default), Now) is { Found: null, IsCertain: false });

        Begin(Id, View(B, C));
        Assert.Null(_lookups.OnReply(new(Id, B, true, default), Now));
        Assert.Null(_lookups.OnReply(new(Id, B, true, default), Now));
        Assert.True(_lookups.OnReply(new(Id, C, true, default), Now) is { Found: null, IsCertain: true });
    }

    [Fact]
    public void Not_found_is_uncertain_when_a_member_did_not_answer_or_could_not_be_asked()
    {
        Begin(Id, View(B));
        Assert.Empty(_lookups.OnTime(After(999)));
        Assert.False(Assert.Single(_lookups.OnTime(After(1000))).IsCertain);

        Begin(Id, View(B));
        Assert.False(Assert.Single(_lookups.OnView(View(C))).IsCertain);

        Assert.False(Assert.IsType<LookupStart.NotHere>(Begin(Id, View(Unreachable(B)))).IsCertain);
        Assert.True(Assert.IsType<LookupStart.NotHere>(Begin(Id, View(Array.Empty<MemberId>()))).IsCertain);
    }

    [Fact]
    public void A_certain_answer_is_remembered_for_a_while_and_forgotten_when_the_id_arrives()
    {
        Unknown(Id, Now);
        Assert.True(Assert.IsType<LookupStart.NotHere>(Begin(Id, View(B), now: After(4999))).IsCertain);

        _lookups.OnArrived(Id);
        Assert.IsType<LookupStart.Ask>(Begin(Id, View(B), now: After(4999)));
        _lookups.OnReply(new(Id, B, true, default), After(4999));
        Assert.IsType<LookupStart.Ask>(Begin(Id, View(B), now: After(10_000)));
    }

    [Fact]
    public void An_uncertain_answer_is_not_remembered()
    {
        Begin(Id, View(B));
        _lookups.OnReply(new(Id, B, IsComplete: false, default), Now);

        Assert.IsType<LookupStart.Ask>(Begin(Id, View(B)));
    }

    [Fact]
    public void Few_unknown_ids_are_remembered_and_the_oldest_goes()
    {
        for (var n = 1; n <= 3; n++) Unknown(Pieces.Id(n), Now);

        Assert.IsType<LookupStart.NotHere>(Begin(Pieces.Id(3), View(B)));
        Assert.IsType<LookupStart.NotHere>(Begin(Pieces.Id(2), View(B)));
        Assert.IsType<LookupStart.Ask>(Begin(Pieces.Id(1), View(B)));
    }

    [Fact]
    public void Above_the_rate_nobody_is_asked_and_what_is_not_here_is_unknown_as_surely_as_this_member_has_everything()
    {
        for (var n = 1; n <= 4; n++) Unknown(Pieces.Id(n), Now);

        Assert.True(Assert.IsType<LookupStart.NotHere>(Begin(Pieces.Id(5), View(B), hasEverything: true)).IsCertain);
        Assert.False(Assert.IsType<LookupStart.NotHere>(Begin(Pieces.Id(6), View(B), hasEverything: false)).IsCertain);
        Assert.False(Assert.IsType<LookupStart.NotHere>(
            Begin(Pieces.Id(7), View(new ViewMember(B), Unreachable(C)), hasEverything: true)).IsCertain);
        Assert.Equal(3, _lookups.NotAsked);

        Assert.IsType<LookupStart.Ask>(Begin(Pieces.Id(8), View(B), now: After(100)));
    }

    [Fact]
    public void The_number_of_open_searches_is_bounded()
    {
        Begin(Pieces.Id(1), View(B));
        Begin(Pieces.Id(2), View(B));

        Assert.IsType<LookupStart.NotHere>(Begin(Pieces.Id(3), View(B)));
    }

    private void Unknown(SessionId id, DateTimeOffset now)
    {
        Assert.IsType<LookupStart.Ask>(Begin(id, View(B), now: now));
        Assert.True(_lookups.OnReply(new(id, B, true, default), now)!.IsCertain);
    }

    private LookupStart Begin(
        SessionId id, View view, bool hasEverything = false, DateTimeOffset? now = null, string waiter = "request") =>
        _lookups.Begin(id, waiter, hasEverything, view, now ?? Now);
}
