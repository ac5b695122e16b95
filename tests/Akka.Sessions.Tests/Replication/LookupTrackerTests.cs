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
}
