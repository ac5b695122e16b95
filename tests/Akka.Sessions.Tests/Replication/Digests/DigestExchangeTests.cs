using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class DigestExchangeTests
{
    private readonly DigestMember _a = new(A);
    private readonly DigestMember _b = new(B);

    [Fact]
    public void Members_that_hold_the_same_exchange_their_hashes_and_nothing_else()
    {
        for (var i = 0; i < 100; i++) OnBoth(i, Written("a", 1));

        var run = DigestRun.Between(_a, _b);

        Assert.NotNull(run.Outcome);
        Assert.Equal(2, run.Messages.Count);
        Assert.Equal((0, 0), (run.Pieces, _a.Exchanges.Differing));
        Assert.InRange(run.HashBytes, 8 * 1024, 9 * 1024);
    }

    [Fact]
    public void What_either_lacks_or_has_otherwise_is_the_same_on_both_afterwards()
    {
        OnBoth(1, Written("a", 1));
        _a.Merge(new(Pieces.Id(2), Written("only a", 1)));
        _b.Merge(new(Pieces.Id(3), Written("only b", 1)));
        OnBoth(4, Written("a", 1));
        _a.Merge(new(Pieces.Id(4), Written("left", 2)));
        _b.Merge(new(Pieces.Id(4), Written("right", 3)));

        var run = DigestRun.Between(_a, _b);

        AssertEqual();
        Assert.Equal(["a", "left", "right"], _a[Pieces.Id(4)].Attributes.LiveNames);
        Assert.Equal(["only b"], _a[Pieces.Id(3)].Attributes.LiveNames);
        Assert.Equal(["only a"], _b[Pieces.Id(2)].Attributes.LiveNames);
        Assert.Equal((3L, 2L, 2L), (_a.Exchanges.Differing, _a.Exchanges.PiecesSent, _a.Exchanges.PiecesMerged));
        Assert.Equal(4, run.Pieces);
    }

    // Its handle is made when the first piece arrives; until its actor merges that, nothing is in it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_session_that_is_still_empty_on_one_comes_from_the_other_whoever_asks(bool isEmptyHere)
    {
        (isEmptyHere ? _a : _b).Merge(new(Pieces.Id(1), SessionState.Empty));
        (isEmptyHere ? _b : _a).Merge(new(Pieces.Id(1), Written("a", 1)));

        DigestRun.Between(_a, _b);

        AssertEqual();
        Assert.Equal(["a"], _a[Pieces.Id(1)].Attributes.LiveNames);
        Assert.Equal(["a"], _b[Pieces.Id(1)].Attributes.LiveNames);
    }

    [Fact]
    public void What_was_removed_on_one_is_removed_on_the_other_whoever_asks()
    {
        OnBoth(1, Written("a", 1));
        OnBoth(2, Written("a", 1));
        _a.Merge(new(Pieces.Id(1), Removed("a", 5)));
        _b.Merge(new(Pieces.Id(2), Removed("a", 5)));

        DigestRun.Between(_a, _b);

        AssertEqual();
        Assert.Empty(_b[Pieces.Id(1)].Attributes.LiveNames);
        Assert.Empty(_a[Pieces.Id(2)].Attributes.LiveNames);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_one_knows_as_ended_ends_on_the_other_even_when_it_is_only_a_tombstone(bool isHeard)
    {
        OnBoth(1, Written("a", 1));
        OnBoth(2, Written("a", 1));
        _a.Merge(new(Pieces.Id(1), Invalidated(5)));
        _b.Merge(new(Pieces.Id(2), Expired(5)));
        if (isHeard) _a.Hear(Pieces.Id(1));
        if (isHeard) _b.Hear(Pieces.Id(2));

        DigestRun.Between(_a, _b);

        Assert.All([_a, _b], member => Assert.Equal(SessionEndReason.Invalidated, member[Pieces.Id(1)].End?.Reason));
        Assert.All([_a, _b], member => Assert.Equal(SessionEndReason.Expired, member[Pieces.Id(2)].End?.Reason));
    }

    [Fact]
    public void An_end_that_one_has_heard_to_be_known_everywhere_and_the_other_has_not_goes_to_and_fro_between_nobody()
    {
        OnBoth(1, Written("a", 1));
        OnBoth(1, Expired(5));
        _a.Hear(Pieces.Id(1));

        var asked = DigestRun.Between(_a, _b);
        var asking = DigestRun.Between(_b, _a);

        Assert.Equal((0, 1), (asked.Pieces, asking.Pieces));
        Assert.Equal((0L, 0L), (_a.Exchanges.PiecesMerged, _b.Exchanges.PiecesMerged));
        Assert.Equal(0, _a[Pieces.Id(1)].Attributes.Count);
        Assert.Equal(1, _b[Pieces.Id(1)].Attributes.Count);
    }

    [Fact]
    public void A_session_that_moved_on_one_takes_along_what_the_other_wrote_under_the_old_id()
    {
        var (old, target) = (Pieces.Id(1), Pieces.Id(2));
        OnBoth(1, Written("a", 1));
        _a.Merge(new(old, SessionState.Ended(SessionEnd.Moved(target, new(5 << 16, 1)))));
        _b.Merge(new(old, Written("late", 4)));

        DigestRun.Between(_a, _b);

        AssertEqual();
        Assert.Equal(["a", "late"], _a[target].Attributes.LiveNames);
        Assert.Equal(["a", "late"], _b[target].Attributes.LiveNames);
    }

    [Fact]
    public void Content_travels_in_pages_and_what_is_deferred_follows()
    {
        var (small, large) = (new DigestMember(A, pageBytes: 4096), new DigestMember(B, pageBytes: 4096));
        for (var i = 0; i < 40; i++)
        {
            small.Merge(new(Pieces.Id(i), Written("a", 1)));
            // Every answer to a page of many small sessions is many pages.
            large.Merge(new(Pieces.Id(i), Written("b", 2, bytes: 1000)));
            large.Merge(new(Pieces.Id(i + 100), Written("b", 2, bytes: 1000)));
            small.Merge(new(Pieces.Id(i + 200), Written("a", 1, bytes: 1000)));
        }

        var run = DigestRun.Between(small, large);

        Assert.Equal(small.Index.Sums, large.Index.Sums);
        Assert.Equal(120, small.Ids.Count);
        Assert.All(run.Messages.Skip(1), message => Assert.InRange(message.Bytes.Length, 0, 4096 + 200));
    }

    [Fact]
    public void A_session_that_is_bigger_than_a_page_has_one_of_its_own()
    {
        _a.Merge(new(Pieces.Id(1), Written("a", 1, bytes: 300_000)));
        _b.Merge(new(Pieces.Id(2), Written("a", 1, bytes: 300_000)));

        DigestRun.Between(_a, _b);

        AssertEqual();
    }

    [Fact]
    public void Members_that_have_nothing_in_common_compare_page_by_page()
    {
        for (var i = 0; i < 3000; i++)
        {
            _a.Merge(new(Pieces.Id(i), Written("a", 1)));
            _b.Merge(new(Pieces.Id(5000 + i), Written("a", 1)));
        }

        var run = DigestRun.Between(new DigestMember(C, pageBytes: 8192), new DigestMember(D, pageBytes: 8192));
        Assert.Equal(2, run.Messages.Count);
        run = DigestRun.Between(_a, _b);

        AssertEqual();
        Assert.Equal(6000, _a.Ids.Count);
        Assert.Equal(6000, run.Pieces);
        Assert.All(run.Messages, message => Assert.InRange(message.Bytes.Length, 0, 66_000));
    }

    [Fact]
    public void Whatever_is_lost_is_asked_for_again()
    {
        for (var i = 0; i < 200; i++) (i % 2 == 0 ? _a : _b).Merge(new(Pieces.Id(i), Written("a", 1, bytes: 2000)));

        var run = DigestRun.Between(_a, _b, isLost: number => number % 3 == 1);

        Assert.NotNull(run.Outcome);
        AssertEqual();
    }

    [Fact]
    public void A_member_that_does_not_answer_is_given_up_and_may_be_asked_anew()
    {
        _a.Merge(new(Pieces.Id(1), Written("a", 1)));

        Assert.Null(DigestRun.Between(_a, _b, isLost: _ => true).Outcome);
        Assert.Equal((1, 1, 0), (_a.Exchanges.Begun, _a.Exchanges.GivenUp, _a.Exchanges.OpenCount));

        Assert.NotNull(DigestRun.Between(_a, _b).Outcome);
        AssertEqual();
    }

    [Fact]
    public void One_exchange_at_a_time_with_a_member_and_a_repair_may_join_it()
    {
        _b.Cursors.Add(new(new(C.Incarnation), 7));
        var offer = Assert.IsType<DigestStep.Send>(_a.Exchanges.Begin(B, isRepair: false, Now)).Message;

        Assert.IsType<DigestStep.Wait>(_a.Exchanges.Begin(B, isRepair: true, Now));

        var done = Assert.IsType<DigestStep.Done>(_a.Take(_b.Reply(offer), Now));
        Assert.True(done.IsRepair);
        Assert.Equal(new StreamCursor(new(C.Incarnation), 7), Assert.Single(done.Cursors));
    }

    [Fact]
    public void The_cursors_are_those_that_the_other_had_when_the_exchange_began()
    {
        var (asking, asked) = (new DigestMember(A, pageBytes: 4096), new DigestMember(B, pageBytes: 4096));
        for (var i = 0; i < 1000; i++) asked.Merge(new(Pieces.Id(i), Written("a", 1)));
        asked.Cursors.Add(new(new(C.Incarnation), 7));
        var step = asking.Exchanges.Begin(B, isRepair: true, Now);
        var offers = 0;
        while (step is DigestStep.Send send)
        {
            if (send.Message is DigestOffer) offers++;
            step = asking.Take(asked.Reply(send.Message), Now);
            asked.Cursors[0] = new(new(C.Incarnation), 8);
        }

        Assert.InRange(offers, 2, 100);
        Assert.Equal(7, Assert.Single(Assert.IsType<DigestStep.Done>(step).Cursors).Number);
    }

    [Fact]
    public void Answers_of_strangers_and_of_former_exchanges_are_ignored()
    {
        _b.Merge(new(Pieces.Id(1), Written("a", 1)));
        var offer = Assert.IsType<DigestStep.Send>(_a.Exchanges.Begin(B, isRepair: false, Now)).Message;
        var entries = Assert.IsType<DigestEntries>(_b.Reply(offer));

        Assert.IsType<DigestStep.Wait>(_a.Take(entries with { Member = C }, Now));
        Assert.IsType<DigestStep.Wait>(_a.Take(entries with { ExchangeId = entries.ExchangeId - 1 }, Now));
        Assert.IsType<DigestStep.Wait>(_a.Take(entries with { FromBucket = 1 }, Now));
        var content = Assert.IsType<DigestStep.Send>(_a.Take(entries, Now)).Message;
        Assert.IsType<DigestStep.Wait>(_a.Take(entries, Now));
        var answer = Assert.IsType<DigestAnswer>(_b.Reply(content));
        Assert.IsType<DigestStep.Wait>(_a.Take(answer with { Index = 1 }, Now));
        Assert.IsType<DigestStep.Done>(_a.Take(answer, Now));
        Assert.IsType<DigestStep.Wait>(_a.Take(answer, Now));
    }

    [Fact]
    public void An_answer_that_takes_nothing_does_not_go_on_for_ever()
    {
        for (var i = 0; i < 50; i++) _b.Merge(new(Pieces.Id(i), Written("a", 1)));
        var step = _a.Exchanges.Begin(B, isRepair: false, Now);
        var messages = 0;
        while (step is DigestStep.Send send && messages++ < 1000)
        {
            var reply = _b.Reply(send.Message);
            step = _a.Take(reply is DigestAnswer answer ? answer with { Taken = 0, Payload = default, More = [1, 2, 3] } : reply, Now);
        }

        Assert.IsType<DigestStep.Done>(step);
    }

    [Fact]
    public void With_a_member_that_is_gone_or_out_of_reach_there_is_nothing_to_compare()
    {
        _a.Exchanges.Begin(B, isRepair: false, Now);
        _a.Exchanges.Begin(C, isRepair: false, Now);
        _a.Exchanges.OnView(View(new ViewMember(B), Unreachable(C)));
        Assert.Equal(1, _a.Exchanges.OpenCount);

        _a.Exchanges.OnView(View(new ViewMember(D)));

        Assert.Equal((0, 2), (_a.Exchanges.OpenCount, _a.Exchanges.GivenUp));
    }

    private void OnBoth(int id, SessionState piece)
    {
        _a.Merge(new(Pieces.Id(id), piece));
        _b.Merge(new(Pieces.Id(id), piece));
    }

    private void AssertEqual() => Assert.Equal(_a.Index.Sums, _b.Index.Sums);

    private static SessionState Written(string name, ulong time, int bytes = 1) =>
        SessionState.Of(AttributeSet.Of([(name, AttributeCell.Written(new byte[bytes], new(time << 16, 1)))]));

    private static SessionState Removed(string name, ulong time) =>
        SessionState.Of(AttributeSet.Of([(name, AttributeCell.Removed(new(time << 16, 1)))]));

    private static SessionState Invalidated(ulong time) => SessionState.Ended(SessionEnd.Invalidated(new(time << 16, 1)));

    private static SessionState Expired(ulong time) => SessionState.Ended(SessionEnd.Expired(new(time << 16, 1)));
}
