using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class HostilePagesTests
{
    private static readonly Dictionary<string, Func<TransferPage, TransferPage>> Spoilt = new(StringComparer.Ordinal)
    {
        ["another transfer"] = page => page with { TransferId = 7 },
        ["another share"] = page => page with { Share = 2 },
        ["a share that does not exist"] = page => page with { Share = 99 },
        ["a negative index"] = page => page with { Index = -1 },
        ["the page before"] = page => page with { Index = 0 },
        ["a page beyond"] = page => page with { Index = 2 },
        ["the highest index"] = page => page with { Index = int.MaxValue },
        ["an id that was there"] = page => page with { LastId = ShareIds.In(0, 4, 3) },
        ["an id of another share"] = page => page with { LastId = ShareIds.In(1, 4, 8) },
        ["no end and no id"] = page => page with { LastId = null },
    };

    public static TheoryData<string> WhatIsWrong => [.. Spoilt.Keys];

    [Theory]
    [MemberData(nameof(WhatIsWrong))]
    public void A_page_that_is_not_the_next_changes_nothing(string what)
    {
        var spoil = Spoilt[what];
        var joining = new Joining(shares: 4).See(B);
        var ask = joining.Asks[0];
        joining.Give(ask, 0, upTo: 3, isLast: false);
        var (before, right) = (joining.Joiner.Progress, Joining.Page(ask, 1, upTo: 8, isLast: false));

        Assert.Empty(joining.Joiner.OnPage(B, spoil(right)));
        Assert.Empty(joining.Merged(spoil(right)).Last);
        Assert.Empty(joining.Unreadable(spoil(right), 0).Last);

        Assert.Equal(before, joining.Joiner.Progress);
        joining.Take(ask, right);
    }

    [Fact]
    public void A_page_of_a_member_that_was_not_asked_changes_nothing()
    {
        var joining = new Joining().See(B);
        var ask = joining.Ask;

        Assert.Empty(joining.Joiner.OnPage(C, Joining.Page(ask, 0, upTo: 3, isLast: true)));
        joining.Take(ask, Joining.Page(ask, 0, upTo: 3, isLast: true));
    }

    [Fact]
    public void A_page_after_the_last_changes_nothing()
    {
        var joining = new Joining(shares: 2).See(B);
        var ask = joining.Asks[0];
        joining.Give(ask, 0, upTo: 3, isLast: true);

        Assert.Empty(joining.Joiner.OnPage(B, Joining.Page(ask, 1, upTo: 4, isLast: false)));
        Assert.Equal(1, joining.Joiner.Progress.SharesIn);
    }

    [Fact]
    public void A_page_before_anything_was_asked_changes_nothing()
    {
        var joining = new Joining();

        Assert.Empty(joining.Joiner.OnPage(B, new(100, 0, 0, default, null, IsLast: true, DonorIsComplete: true, [])));
        Assert.Empty(joining.Wait(5000).Last);
    }

    [Fact]
    public void A_credit_that_is_not_the_next_makes_no_page()
    {
        var request = new TransferRequest(5, B, Share: 0, ShareCount: 1, ResumeAfter: null);
        var ids = Enumerable.Range(0, 9).Select(number => ShareIds.In(0, 1, number));
        var donor = new TransferDonor(request, [], isComplete: true, ids, _ => new byte[4], maxPageBytes: 10);
        var first = donor.First();

        foreach (var index in new[] { int.MinValue, 1, 2, int.MaxValue }) Assert.Null(donor.OnCredit(new(5, 0, index)));
        Assert.Null(donor.OnCredit(new(5, 3, 0)));
        Assert.Same(first, donor.First());
    }
}
