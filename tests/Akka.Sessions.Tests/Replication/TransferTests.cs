using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class TransferTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly StreamCursor Cursor = new(new StreamId(12), 40);

    [Fact]
    public void The_first_node_alone_is_complete_at_once()
    {
        var joiner = new TransferJoiner(A, Patience, 1);

        Assert.Empty(Assert.IsType<TransferStep.Complete>(joiner.OnView(View(Array.Empty<MemberId>()), Now)).Cursors);
        Assert.True(joiner.IsComplete);
    }

    [Fact]
    public void One_complete_donor_suffices_and_its_cursors_are_the_start()
    {
        var joiner = new TransferJoiner(A, Patience, 1);
        var ask = Assert.IsType<TransferStep.Ask>(joiner.OnView(View(B, C), Now));

        var step = Receive(joiner, ask, isComplete: true, cursor: 40);

        Assert.Equal([Cursor], Assert.IsType<TransferStep.Complete>(step).Cursors);
    }

    [Fact]
    public void Without_a_complete_donor_every_member_gives_its_part_and_the_lowest_cursors_are_the_start()
    {
        var joiner = new TransferJoiner(A, Patience, 1);
        var first = Assert.IsType<TransferStep.Ask>(joiner.OnView(View(B, C), Now));
        var second = Assert.IsType<TransferStep.Ask>(Receive(joiner, first, isComplete: false, cursor: 40));
        Assert.NotEqual(first.Donor, second.Donor);

        var complete = Assert.IsType<TransferStep.Complete>(Receive(joiner, second, isComplete: false, cursor: 30));

        Assert.Equal([Cursor with { Number = 30 }], complete.Cursors);
    }

    [Fact]
    public void Full_members_are_asked_before_weakly_up_ones_and_a_favourite_before_all()
    {
        var view = View(Is(B, MemberStanding.WeaklyUp), Is(C, MemberStanding.Up), Is(D, MemberStanding.Up));

        Assert.Equal(C, Assert.IsType<TransferStep.Ask>(new TransferJoiner(A, Patience, 1).OnView(view, Now)).Donor);
        Assert.Equal(D, Assert.IsType<TransferStep.Ask>(new TransferJoiner(A, Patience, 1, favourite: D).OnView(view, Now)).Donor);
    }

    [Fact]
    public void A_stream_that_one_donor_does_not_know_starts_at_zero()
    {
        var other = new StreamCursor(new StreamId(13), 9);

        var lowest = TransferCursors.Lowest([[Cursor, other], [Cursor]]);

        Assert.Equal([Cursor, other with { Number = 0 }], lowest);
    }

    [Fact]
    public void A_donor_that_leaves_is_replaced()
    {
        var joiner = new TransferJoiner(A, Patience, 1);
        var ask = Assert.IsType<TransferStep.Ask>(joiner.OnView(View(B, C), Now));
        var left = ask.Donor == B ? C : B;

        Assert.Equal(left, Assert.IsType<TransferStep.Ask>(joiner.OnView(View(left), Now)).Donor);
    }

    [Fact]
    public void A_donor_that_does_not_answer_is_asked_again_and_then_another()
    {
        var joiner = new TransferJoiner(A, Patience, 1);
        var ask = Assert.IsType<TransferStep.Ask>(joiner.OnView(View(B, C), Now));

        Assert.IsType<TransferStep.Wait>(joiner.OnTime(After(999)));
        Assert.Equal(ask, joiner.OnTime(After(1000)));
        Assert.Equal(ask, joiner.OnTime(After(2000)));
        Assert.NotEqual(ask.Donor, Assert.IsType<TransferStep.Ask>(joiner.OnTime(After(3000))).Donor);
    }

    [Fact]
    public void A_page_that_does_not_come_has_the_last_credit_sent_again()
    {
        var joiner = new TransferJoiner(A, Patience, 1);
        var ask = Assert.IsType<TransferStep.Ask>(joiner.OnView(View(B), Now));
        var merge = Assert.IsType<TransferStep.Merge>(joiner.OnPage(B, Page(ask, index: 0, isLast: false), Now));
        Assert.IsType<TransferStep.Wait>(joiner.OnMerged(merge.Page, Now));

        Assert.Equal(merge.Credit, Assert.IsType<TransferStep.CreditAgain>(joiner.OnTime(After(1000))).Credit);
        Assert.IsType<TransferStep.Wait>(joiner.OnPage(B, merge.Page, After(1001)));
    }

    [Fact]
    public void Pages_of_another_transfer_are_strangers()
    {
        var joiner = new TransferJoiner(A, Patience, 1);
        var ask = Assert.IsType<TransferStep.Ask>(joiner.OnView(View(B, C), Now));

        Assert.IsType<TransferStep.Wait>(joiner.OnPage(ask.Donor, Page(ask, 0, isLast: true) with { TransferId = 77 }, Now));
        Assert.IsType<TransferStep.Wait>(joiner.OnPage(D, Page(ask, 0, isLast: true), Now));
    }

    [Fact]
    public void A_donor_gives_every_session_once_in_pages_that_wait_for_credit()
    {
        var ids = Enumerable.Range(0, 25).Select(Pieces.Id).ToArray();
        var donor = new TransferDonor(Request(), [Cursor], isComplete: true, ids, id => new byte[] { (byte)int.Parse(id.Value[^7..], null) }, maxPageBytes: 10);

        var pages = new List<TransferPage> { donor.First() };
        Assert.Same(pages[0], donor.First());
        while (donor.OnCredit(new(5, 0, pages[^1].Index)) is { } next)
        {
            Assert.Same(next, donor.OnCredit(new(5, 0, pages[^1].Index)));
            pages.Add(next);
        }

        Assert.Equal([10, 10, 5], pages.Select(p => p.Payload.Length));
        Assert.Equal(Enumerable.Range(0, 25), pages.SelectMany(p => p.Payload.ToArray()).Select(b => (int)b));
        Assert.Equal([false, false, true], pages.Select(p => p.IsLast));
        Assert.Equal([1, 0, 0], pages.Select(p => p.DonorCursors.Count));
        Assert.True(donor.IsDone);
        Assert.Null(donor.OnCredit(new(5, 0, 2)));
    }

    [Fact]
    public void A_session_bigger_than_a_page_is_a_page_of_its_own_and_a_vanished_one_none()
    {
        var ids = Enumerable.Range(0, 3).Select(Pieces.Id).ToArray();
        var sizes = new Queue<int>([3, 0, 50]);
        var donor = new TransferDonor(Request(), [], isComplete: true, ids, _ => new byte[sizes.Dequeue()], maxPageBytes: 10);

        Assert.Equal(3, donor.First().Payload.Length);
        var last = donor.OnCredit(new(5, 0, 0));
        Assert.Equal((50, true), (last!.Payload.Length, last.IsLast));
    }

    [Fact]
    public void A_donor_without_sessions_gives_one_empty_page()
    {
        var page = new TransferDonor(Request(), [Cursor], isComplete: false, [], _ => default).First();

        Assert.True(page is { IsLast: true, DonorIsComplete: false, Payload.IsEmpty: true, LastId: null });
    }

    [Fact]
    public void The_shares_of_the_id_space_are_disjoint_and_everything()
    {
        var ids = Enumerable.Range(0, 200).Select(_ => SessionId.New()).ToArray();

        var shares = Enumerable.Range(0, 4).Select(s => TransferShare.Order(ids, s, 4, null)).ToArray();

        Assert.Equal(ids.OrderBy(i => i.Value, StringComparer.Ordinal), shares.SelectMany(s => s).OrderBy(i => i.Value, StringComparer.Ordinal));
        Assert.All(shares, s => Assert.NotEmpty(s));
        Assert.Equal(shares[1][5..], TransferShare.Order(ids, 1, 4, resumeAfter: shares[1][4]));
    }

    private static TransferRequest Request() => new(5, B, Share: 0, ShareCount: 1, ResumeAfter: null);

    private static TransferPage Page(TransferStep.Ask ask, int index, bool isLast) =>
        new(ask.Request.TransferId, 0, index, default, null, isLast, DonorIsComplete: true, []);

    private static TransferStep Receive(TransferJoiner joiner, TransferStep.Ask ask, bool isComplete, long cursor)
    {
        var first = Page(ask, 0, isLast: false) with { DonorIsComplete = isComplete, DonorCursors = [Cursor with { Number = cursor }] };
        var merge = Assert.IsType<TransferStep.Merge>(joiner.OnPage(ask.Donor, first, Now));
        Assert.IsType<TransferStep.Wait>(joiner.OnMerged(merge.Page, Now));
        var last = Page(ask, 1, isLast: true) with { DonorIsComplete = isComplete };
        merge = Assert.IsType<TransferStep.Merge>(joiner.OnPage(ask.Donor, last, Now));
        return joiner.OnMerged(merge.Page, Now);
    }
}
