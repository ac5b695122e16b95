using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class TransferDonorTests
{
    private static readonly StreamCursor Cursor = new(new StreamId(12), 40);

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
        Assert.Equal([ids[9], ids[19], ids[24]], pages.Select(p => p.LastId!.Value));
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
    public void A_donor_that_goes_on_for_another_gives_its_cursors_too()
    {
        var ids = Enumerable.Range(0, 9).Select(Pieces.Id).ToArray();

        var page = new TransferDonor(Request() with { ResumeAfter = ids[6] }, [Cursor], isComplete: true, ids, _ => new byte[1]).First();

        Assert.Equal((2, ids[8], true), (page.Payload.Length, page.LastId!.Value, page.IsLast));
        Assert.Equal([Cursor], page.DonorCursors);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(64)]
    public void The_shares_of_the_id_space_are_disjoint_and_everything(int count)
    {
        var ids = Enumerable.Range(0, 2000).Select(ShareIds.Spread).ToArray();

        var shares = Enumerable.Range(0, count).Select(s => TransferShare.Order(ids, s, count, null)).ToArray();

        Assert.Equal(ids.OrderBy(i => i.Value, StringComparer.Ordinal), shares.SelectMany(s => s).OrderBy(i => i.Value, StringComparer.Ordinal));
        Assert.All(shares, s => Assert.InRange(s.Length, ids.Length / count / 3, ids.Length / count * 3));
        Assert.Equal(shares[1][5..], TransferShare.Order(ids, 1, count, resumeAfter: shares[1][4]));
    }

    private static TransferRequest Request() => new(5, B, Share: 0, ShareCount: 1, ResumeAfter: null);
}
