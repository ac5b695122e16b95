using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class DonationsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Donations _donations = new(most: 3, Patience, Begin);

    [Fact]
    public void Several_joiners_get_several_shares_each_at_once()
    {
        Assert.Equal(0, PageFor(B, Ask(B, 1, share: 0)).Share);
        Assert.Equal(1, PageFor(B, Ask(B, 2, share: 1)).Share);
        Assert.Equal(0, PageFor(C, Ask(C, 1, share: 0)).Share);

        Assert.Equal(1, PageFor(C, _donations.OnCredit(C, new(1, 0, 0), Now)).Index);
        Assert.Equal(1, PageFor(B, _donations.OnCredit(B, new(1, 0, 0), Now)).Index);
    }

    [Fact]
    public void A_repeated_request_gets_the_page_that_is_under_way()
    {
        var first = PageFor(B, Ask(B, 1, share: 0));

        Assert.Same(first, PageFor(B, Ask(B, 1, share: 0)));
        Assert.Equal(1, _donations.Count);
    }

    [Fact]
    public void A_request_beyond_the_bound_is_answered_when_a_share_is_given()
    {
        Fill();
        Assert.Empty(Ask(C, 1, share: 0));
        Assert.Empty(Ask(D, 1, share: 0));
        Assert.Empty(Ask(C, 1, share: 0));
        Assert.Equal((3, 2), (_donations.Count, _donations.Waiting));

        Assert.Equal(0, PageFor(C, Finish(B, 1)).Index);
        Assert.Equal(0, PageFor(D, Finish(B, 2)).Index);
        Assert.Equal((3, 0), (_donations.Count, _donations.Waiting));
    }

    [Fact]
    public void It_is_answered_when_a_joiner_leaves()
    {
        Fill();
        Ask(C, 1, share: 0);
        Ask(D, 1, share: 0);

        Assert.Equal([C, D], _donations.Forget(B, Now).Select(page => page.Joiner));
        Assert.Empty(_donations.Forget(C, Now));
        Assert.Equal(1, _donations.Count);
    }

    [Fact]
    public void It_is_answered_when_a_joiner_stays_silent()
    {
        Fill();
        _donations.OnCredit(B, new(2, 1, 0), Now.AddSeconds(14));
        Assert.Empty(_donations.OnRequest(Request(C, 1, share: 0), Now.AddSeconds(14)));

        Assert.Equal(C, Assert.Single(_donations.OnTime(Now.AddSeconds(15))).Joiner);
        Assert.Equal(2, _donations.Count);
    }

    [Fact]
    public void One_that_is_not_repeated_while_it_waits_is_forgotten()
    {
        Fill();
        Ask(C, 1, share: 0);
        Ask(D, 1, share: 0);
        _donations.OnRequest(Request(D, 1, share: 0), Now.AddSeconds(5));

        Assert.Equal([D], _donations.Forget(B, Now.AddSeconds(10)).Select(page => page.Joiner));
        Assert.Equal(0, _donations.Waiting);
    }

    [Fact]
    public void A_share_asked_for_anew_takes_the_place_of_the_former()
    {
        Fill();

        Assert.Equal(9, PageFor(B, Ask(B, 9, share: 1)).TransferId);
        Assert.Empty(_donations.OnCredit(B, new(2, 1, 0), Now));
        Assert.Equal(3, _donations.Count);
    }

    [Fact]
    public void A_transfer_with_another_number_of_shares_takes_the_place_of_the_former()
    {
        Fill();

        _donations.OnRequest(Request(B, 9, share: 3) with { ShareCount = 16 }, Now);

        Assert.Equal(1, _donations.Count);
    }

    [Fact]
    public void The_credit_of_another_member_moves_nothing()
    {
        var first = PageFor(B, Ask(B, 1, share: 0));

        Assert.Empty(_donations.OnCredit(C, new(1, 0, 0), Now));
        Assert.Empty(_donations.OnCredit(B, new(77, 0, 0), Now));
        Assert.Same(first, PageFor(B, Ask(B, 1, share: 0)));
    }

    private static TransferDonor Begin(TransferRequest request) =>
        new(request, [], isComplete: true, Enumerable.Range(0, 3).Select(number => ShareIds.In(request.Share, request.ShareCount, number)), _ => new byte[8], 10);

    private static TransferRequest Request(MemberId joiner, long id, int share) => new(id, joiner, share, ShareCount: 8, ResumeAfter: null);

    private static TransferPage PageFor(MemberId joiner, IReadOnlyList<PageFor> pages)
    {
        var page = Assert.Single(pages);
        Assert.Equal(joiner, page.Joiner);
        return page.Page;
    }

    private IReadOnlyList<PageFor> Ask(MemberId joiner, long id, int share) => _donations.OnRequest(Request(joiner, id, share), Now);

    private void Fill()
    {
        for (var share = 0; share < 3; share++) Assert.Single(Ask(B, share + 1, share));
    }

    private IReadOnlyList<PageFor> Finish(MemberId joiner, long id)
    {
        IReadOnlyList<PageFor> pages = [];
        for (var index = 0; index < 3; index++) pages = _donations.OnCredit(joiner, new(id, (int)id - 1, index), Now);
        return pages;
    }
}
