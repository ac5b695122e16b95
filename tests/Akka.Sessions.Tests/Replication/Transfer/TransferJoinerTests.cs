using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class TransferJoinerTests
{
    [Fact]
    public void The_first_node_alone_is_complete_at_once()
    {
        var joining = new Joining(shares: 8).See(Array.Empty<MemberId>());

        Assert.Empty(joining.Cursors!);
        Assert.True(joining.Joiner.IsComplete);
    }

    [Fact]
    public void Several_members_are_asked_at_once_for_two_shares_each()
    {
        var asks = new Joining(shares: 8).See(B, C).Asks;

        Assert.Equal([0, 1, 2, 3], asks.Select(ask => ask.Request.Share));
        Assert.Equal([2, 2], asks.CountBy(ask => ask.Donor).Select(count => count.Value));
        Assert.All(asks, ask => Assert.Equal((8, null, A), (ask.Request.ShareCount, ask.Request.ResumeAfter, ask.Request.Joiner)));
        Assert.Equal(asks.Count, asks.DistinctBy(ask => ask.Request.TransferId).Count());
    }

    [Fact]
    public void A_donor_that_gave_a_share_is_asked_for_the_next_until_all_are_in()
    {
        var joining = new Joining(shares: 4).See(B);
        var asked = new Queue<TransferStep.Ask>(joining.Asks);

        for (var given = 1; given <= 4; given++)
        {
            foreach (var next in joining.GiveAll(asked.Dequeue()).Asks) asked.Enqueue(next);
            Assert.Equal(given, joining.Joiner.Progress.SharesIn);
        }

        Assert.Empty(asked);
        Assert.Equal([new(Joining.Stream, 40)], joining.Cursors!);
        Assert.Equal(new TransferProgress(SharesIn: 4, Shares: 4, Pages: 4, Bytes: 40, Donors: 0), joining.Joiner.Progress);
    }

    [Fact]
    public void The_next_page_is_asked_for_when_the_last_is_merged_and_not_before()
    {
        var joining = new Joining().See(B);
        var ask = joining.Ask;
        var page = Joining.Page(ask, 0, upTo: 3, isLast: false);

        joining.Take(ask, page);
        Assert.Empty(joining.Joiner.OnPage(B, Joining.Page(ask, 1, upTo: 5, isLast: false)));
        joining.Merged(page);

        Assert.Equal(new TransferStep.Credit(B, new(ask.Request.TransferId, 0, 0)), Assert.Single(joining.Last));
    }

    [Fact]
    public void While_nobody_is_complete_every_member_gives_its_part_and_the_lowest_cursors_are_the_start()
    {
        var joining = new Joining().See(B, C);
        var first = joining.Ask;
        var second = joining.GiveAll(first, isComplete: false, cursor: 40).Ask;
        Assert.NotEqual(first.Donor, second.Donor);

        joining.GiveAll(second, isComplete: false, cursor: 30);

        Assert.Equal([new(Joining.Stream, 30)], joining.Cursors!);
    }

    [Fact]
    public void A_member_that_is_not_complete_is_left_for_one_that_is_and_its_cursors_do_not_count()
    {
        var joining = new Joining(shares: 2).See(B, C);
        var (b, c) = (joining.Asks[0], joining.Asks[1]);
        joining.Give(c, 0, upTo: 1, isLast: false, isComplete: true, cursor: 40);

        var again = joining.Give(b, 0, upTo: 1, isLast: false, isComplete: false, cursor: 5).Ask;
        Assert.Equal((c.Donor, b.Request.Share, null), (again.Donor, again.Request.Share, again.Request.ResumeAfter));

        joining.Give(c, 1, upTo: 2, isLast: true).GiveAll(again);
        Assert.Equal([new(Joining.Stream, 40)], joining.Cursors!);
    }

    [Fact]
    public void An_unreachable_members_part_is_waited_for_while_nobody_is_complete()
    {
        var joining = new Joining().See(Is(B, MemberStanding.Up), Unreachable(C));
        joining.GiveAll(joining.Ask, isComplete: false);
        Assert.Null(joining.Cursors);

        Assert.Equal(C, joining.See(B, C).Ask.Donor);
        Assert.NotNull(joining.See(B).Cursors);
    }

    [Fact]
    public void Full_members_are_asked_before_weakly_up_ones()
    {
        var view = new[] { Is(B, MemberStanding.WeaklyUp), Is(C, MemberStanding.Up), Is(D, MemberStanding.Up) };

        Assert.Equal([C, D, C, D], new Joining(shares: 8).See(view).Asks.Select(ask => ask.Donor));
        Assert.Equal(B, new Joining().See(view[0]).Ask.Donor);
    }

    [Fact]
    public void A_favourite_is_asked_alone_and_the_others_when_it_goes()
    {
        var joining = new Joining(shares: 4, favourite: D).See(B, C, D);
        Assert.Equal([D, D], joining.Asks.Select(ask => ask.Donor));

        Assert.Equal([B, C, B, C], joining.See(B, C).Asks.Select(ask => ask.Donor));
    }

    [Fact]
    public void A_stream_that_one_donor_does_not_know_starts_at_zero()
    {
        var (known, other) = (new StreamCursor(Joining.Stream, 40), new StreamCursor(new StreamId(13), 9));

        Assert.Equal([known, other with { Number = 0 }], TransferCursors.Lowest([[known, other], [known]]));
    }

    [Fact]
    public void The_cursors_start_at_the_lowest_of_all_donors_that_gave_something()
    {
        var joining = new Joining(shares: 2).See(B, C);
        var asks = joining.Asks;

        joining.GiveAll(asks[0], cursor: 40);
        joining.GiveAll(asks[1], cursor: 37);

        Assert.Equal([new(Joining.Stream, 37)], joining.Cursors!);
    }

    [Fact]
    public void After_completion_nothing_is_done_any_more()
    {
        var joining = new Joining().See(B);
        var ask = joining.Ask;
        joining.GiveAll(ask);

        Assert.Empty(joining.Joiner.OnPage(B, Joining.Page(ask, 1, upTo: 12, isLast: true)));
        Assert.Empty(joining.See(B, C).Last);
        Assert.Empty(joining.Wait(60_000).Last);
    }
}
