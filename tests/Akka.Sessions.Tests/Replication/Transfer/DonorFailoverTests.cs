using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class DonorFailoverTests
{
    [Fact]
    public void A_share_goes_on_with_another_donor_after_what_a_complete_one_gave()
    {
        var joining = new Joining().See(B, C);
        var first = joining.Ask;
        joining.Give(first, 0, upTo: 3, isLast: false, cursor: 40).Give(first, 1, upTo: 7, isLast: false);

        var next = joining.See(Other(first.Donor)).Ask;
        Assert.Equal((Other(first.Donor), ShareIds.In(0, 1, 7)), (next.Donor, next.Request.ResumeAfter));

        joining.Give(next, 0, upTo: 9, isLast: true, cursor: 30);
        Assert.Equal([new(Joining.Stream, 30)], joining.Cursors!);
    }

    [Fact]
    public void An_unreachable_donor_is_replaced_too()
    {
        var joining = new Joining().See(B, C);
        var first = joining.Ask;

        Assert.Equal(Other(first.Donor), joining.See(Unreachable(first.Donor), new(Other(first.Donor))).Ask.Donor);
    }

    [Fact]
    public void What_a_donor_gave_that_is_not_complete_is_asked_for_again_of_a_complete_one()
    {
        var joining = new Joining().See(B, C);
        var first = joining.Ask;
        joining.Give(first, 0, upTo: 7, isLast: false, isComplete: false, cursor: 3);

        var next = joining.See(Other(first.Donor)).Ask;
        Assert.Null(next.Request.ResumeAfter);

        Assert.Equal([new(Joining.Stream, 40)], joining.GiveAll(next, cursor: 40).Cursors!);
    }

    [Fact]
    public void A_member_that_is_not_complete_goes_on_with_its_part_where_it_stopped()
    {
        var joining = new Joining().See(B);
        joining.Give(joining.Ask, 0, upTo: 7, isLast: false, isComplete: false, cursor: 30);

        Assert.Empty(joining.See(Unreachable(B)).Asks);
        var again = joining.See(B).Ask;

        Assert.Equal(ShareIds.In(0, 1, 7), again.Request.ResumeAfter);
        Assert.Equal([new(Joining.Stream, 30)], joining.GiveAll(again, isComplete: false, cursor: 40).Cursors!);
    }

    [Fact]
    public void A_member_that_is_complete_by_now_gives_a_share_whole_of_which_it_gave_its_part_before()
    {
        var joining = new Joining(shares: 2).See(new(B), Unreachable(C));
        var asks = joining.Asks;
        Assert.Empty(joining.GiveAll(asks[0], isComplete: false).Asks);

        var again = joining.GiveAll(asks[1], isComplete: true).Ask;

        Assert.Equal((B, 0, null), (again.Donor, again.Request.Share, again.Request.ResumeAfter));
        Assert.NotNull(joining.GiveAll(again).Cursors);
    }

    [Fact]
    public void A_page_that_is_being_merged_when_its_donor_goes_still_counts()
    {
        var joining = new Joining().See(B, C);
        var first = joining.Ask;
        joining.Give(first, 0, upTo: 3, isLast: false);
        var page = Joining.Page(first, 1, upTo: 7, isLast: false);
        joining.Take(first, page);

        Assert.Empty(joining.See(Other(first.Donor)).Asks);

        Assert.Equal(ShareIds.In(0, 1, 7), joining.Merged(page).Ask.Request.ResumeAfter);
    }

    [Fact]
    public void The_last_page_of_a_donor_that_is_gone_by_then_completes_the_share()
    {
        var joining = new Joining().See(B, C);
        var first = joining.Ask;
        var page = Joining.Page(first, 0, upTo: 3, isLast: true);
        joining.Take(first, page);
        joining.See(Other(first.Donor));

        Assert.NotNull(joining.Merged(page).Cursors);
    }

    [Fact]
    public void A_share_whose_donors_all_died_is_in_but_no_cursor_covers_it()
    {
        var joining = new Joining().See(B);
        joining.Give(joining.Ask, 0, upTo: 3, isLast: false);

        Assert.Equal([new(Joining.Stream, 0)], joining.See(Array.Empty<MemberId>()).Cursors!);
    }

    [Fact]
    public void Nor_does_one_cover_what_was_being_merged_of_a_part_when_its_donor_went()
    {
        var joining = new Joining().See(B);
        var ask = joining.Ask;
        joining.Give(ask, 0, upTo: 3, isLast: false, isComplete: false);
        var page = Joining.Page(ask, 1, upTo: 5, isLast: false, isComplete: false);
        joining.Take(ask, page);
        joining.See(Array.Empty<MemberId>());

        Assert.Empty(joining.Merged(page).Cursors!);
    }

    [Fact]
    public void A_donor_that_does_not_answer_is_asked_again_and_then_another()
    {
        var joining = new Joining().See(B, C);
        var ask = joining.Ask;

        Assert.Empty(joining.Wait(999).Last);
        Assert.Equal(ask, joining.Wait(1000).Ask);
        Assert.Equal(ask, joining.Wait(2000).Ask);
        Assert.Equal(Other(ask.Donor), joining.Wait(3000).Ask.Donor);
    }

    [Fact]
    public void Nobody_else_left_a_silent_donor_is_asked_anew()
    {
        var joining = new Joining().See(B);
        var ask = joining.Ask;

        var anew = joining.Wait(1000).Wait(2000).Wait(3000).Ask;

        Assert.Equal(B, anew.Donor);
        Assert.NotEqual(ask.Request.TransferId, anew.Request.TransferId);
    }

    [Fact]
    public void A_page_that_does_not_come_has_the_last_credit_sent_again()
    {
        var joining = new Joining().See(B);
        var ask = joining.Ask;
        joining.Give(ask, 0, upTo: 3, isLast: false);
        var credit = Assert.IsType<TransferStep.Credit>(Assert.Single(joining.Last));

        Assert.Equal(credit, Assert.Single(joining.Wait(1000).Last));
        Assert.Empty(joining.Joiner.OnPage(B, Joining.Page(ask, 0, upTo: 3, isLast: false)));
        joining.Take(ask, Joining.Page(ask, 1, upTo: 5, isLast: true));
    }

    [Fact]
    public void A_page_takes_as_long_to_merge_as_it_takes()
    {
        var joining = new Joining().See(B, C);
        joining.Take(joining.Ask, Joining.Page(joining.Ask, 0, upTo: 3, isLast: false));

        Assert.Empty(joining.Wait(60_000).Last);
    }

    [Fact]
    public void A_page_that_cannot_be_read_is_never_credited_and_comes_from_another_donor_in_the_end()
    {
        var joining = new Joining().See(B, C);
        var ask = joining.Ask;
        joining.Give(ask, 0, upTo: 3, isLast: false);
        var credit = new TransferStep.Credit(ask.Donor, new(ask.Request.TransferId, 0, 0));

        for (var at = 1000; at <= 2000; at += 1000)
        {
            var broken = Joining.Page(ask, 1, upTo: 5, isLast: false);
            joining.Take(ask, broken);
            joining.Unreadable(broken, at - 1000);
            Assert.Equal(credit, Assert.Single(joining.Wait(at).Last));
        }

        var next = joining.Wait(3000).Ask;
        Assert.Equal((Other(ask.Donor), ShareIds.In(0, 1, 3)), (next.Donor, next.Request.ResumeAfter));
    }

    [Fact]
    public void The_shares_of_a_slow_donor_are_taken_over_by_one_that_is_done_with_its_own()
    {
        var joining = new Joining(shares: 8).See(B, C);
        var slow = joining.Asks.Where(ask => ask.Donor == B).ToArray();
        var quick = new Queue<TransferStep.Ask>(joining.Asks.Where(ask => ask.Donor == C));
        joining.Give(slow[0], 0, upTo: 4, isLast: false);
        while (quick.TryDequeue(out var ask) && ask.Request.Share is var share && slow.All(s => s.Request.Share != share))
        {
            foreach (var next in joining.Give(ask, 0, upTo: 4, isLast: false).Give(ask, 1, upTo: 9, isLast: true).Asks) quick.Enqueue(next);
        }

        var taken = joining.Ask;
        Assert.Equal((C, slow[0].Request.Share, ShareIds.In(0, 8, 4)), (taken.Donor, taken.Request.Share, taken.Request.ResumeAfter));
        Assert.Equal(6, joining.Joiner.Progress.SharesIn);
        Assert.Empty(joining.Joiner.OnPage(B, Joining.Page(slow[0], 1, upTo: 6, isLast: false)));

        var other = joining.GiveAll(taken).Ask;
        Assert.Equal((C, slow[1].Request.Share), (other.Donor, other.Request.Share));
        Assert.NotNull(joining.GiveAll(other).Cursors);
    }

    [Fact]
    public void Donors_of_equal_pace_do_not_take_from_each_other()
    {
        var joining = new Joining(shares: 4).See(B, C);
        var asks = joining.Asks.ToArray();
        foreach (var ask in asks) joining.Give(ask, 0, upTo: 1, isLast: false);
        foreach (var ask in asks) joining.Give(ask, 1, upTo: 2, isLast: false);

        var ofB = asks.Where(ask => ask.Donor == B).ToArray();
        Assert.Empty(joining.Give(ofB[0], 2, upTo: 3, isLast: true).Asks);
        Assert.Empty(joining.Give(ofB[1], 2, upTo: 3, isLast: true).Asks);
    }

    private static MemberId Other(MemberId donor) => donor == B ? C : B;
}
