using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

/// <summary>How long a member may have missed what ended elsewhere: rather too long than too short.</summary>
public sealed class ContactWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(80);
    private static readonly MemberId NextB = B with { Incarnation = 99 };

    private readonly ContactWatch _watch = new(Limit, TimeSpan.FromMilliseconds(200));

    public ContactWatchTests() => _watch.OnView(View(B, C));

    [Fact]
    public void Contact_lasts_as_long_as_nothing_is_missing()
    {
        Tick(1, 2, 3);
        _watch.OnTick(isWhole: false, At(4));

        Assert.Equal(At(3), _watch.Last?.At);
        Assert.True(_watch.Last!.IsRecentFor(View(B), At(82.9), Limit));
        Assert.False(_watch.Last!.IsRecentFor(View(B), At(83), Limit));
    }

    [Fact]
    public void Who_was_never_in_contact_has_none()
    {
        _watch.OnTick(isWhole: false, At(1));

        Assert.Null(_watch.Last);
    }

    [Fact]
    public void Of_the_two_clocks_the_one_that_says_longer_counts()
    {
        Tick(1);

        Assert.False(_watch.Last!.IsRecentFor(View(B), new(Now + TimeSpan.FromHours(1), TimeSpan.FromSeconds(2)), Limit));
        Assert.False(_watch.Last!.IsRecentFor(View(B), new(Now - TimeSpan.FromHours(1), TimeSpan.FromHours(1)), Limit));
    }

    [Fact]
    public void One_that_stood_still_does_not_take_its_view_for_true_at_once()
    {
        Tick(1);
        Tick(12, 15, 20, 25, 30, 31.9);
        Assert.Equal(At(1), _watch.Last?.At);

        Tick(32);
        Assert.Equal(At(32), _watch.Last?.At);
    }

    [Fact]
    public void Among_strangers_the_time_before_the_first_parting_counts()
    {
        Tick(1);
        _watch.OnView(View(new ViewMember(B), Unreachable(C)));
        _watch.OnView(View(B));
        Tick(10, 20, 30);

        Assert.Equal(At(30), _watch.Last?.At);
        Assert.True(_watch.Last!.IsRecentFor(View(B), At(100), Limit));
        Assert.True(_watch.Last!.IsRecentFor(View(NextB), At(80), Limit));
        Assert.False(_watch.Last!.IsRecentFor(View(NextB), At(81), Limit));
        Assert.False(_watch.Last!.IsRecentFor(View(C), At(81), Limit));
    }

    [Fact]
    public void A_member_that_left_in_order_is_not_parted_with_nor_one_whose_address_has_come_back()
    {
        Tick(1);
        _watch.OnView(View(new ViewMember(B), Is(C, MemberStanding.Leaving)));
        _watch.OnView(View(B));
        Tick(10, 20);
        Assert.Equal(_watch.Last!.At, _watch.Last.BeforeParting);

        _watch.OnView(View(Unreachable(B)));
        _watch.OnView(View(Array.Empty<ViewMember>()));
        Tick(30);
        Assert.Equal(At(20), _watch.Last!.BeforeParting);

        _watch.OnView(View(NextB));
        Tick(40);
        Assert.Equal(At(40), _watch.Last!.BeforeParting);
    }

    private void Tick(params double[] seconds)
    {
        foreach (var second in seconds) _watch.OnTick(isWhole: true, At(second));
    }

    private static Moment At(double seconds) => new(After(seconds * 1000), TimeSpan.FromSeconds(seconds));
}
