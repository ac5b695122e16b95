using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class CommitTrackerTests
{
    private static readonly DateTimeOffset Deadline = After(5000);

    [Fact]
    public void Level_none_is_reached_at_once()
    {
        var receipt = Track(View(B, C), CommitLevel.None, out _);

        Assert.True(receipt!.IsSatisfied);
        Assert.Equal([B, C], receipt.Missing);
        Assert.Equal(new SessionToken(A.Incarnation, 7), receipt.Token);
    }

    [Fact]
    public void Level_one_waits_for_one_other_member()
    {
        Assert.Null(Track(View(B, C), CommitLevel.One, out var tracker));

        tracker.OnCursor(C, 6);
        Assert.Empty(tracker.TakeDecided());
        tracker.OnCursor(C, 7);

        var receipt = Assert.Single(tracker.TakeDecided()).Receipt;
        Assert.True(receipt.IsSatisfied);
        Assert.Equal([C], receipt.Applied);
        Assert.Equal([B], receipt.Missing);
        Assert.Equal(0, tracker.Count);
    }

    [Theory]
    [InlineData(CommitLevel.One)]
    [InlineData(CommitLevel.Majority)]
    [InlineData(CommitLevel.All)]
    public void A_node_alone_reaches_every_level_by_itself(CommitLevel level)
    {
        var receipt = Track(View(Array.Empty<MemberId>()), level, out _);

        Assert.True(receipt!.IsSatisfied);
        Assert.Empty(receipt.Applied);
    }

    [Fact]
    public void A_majority_includes_the_committer()
    {
        Assert.Null(Track(View(B, C), CommitLevel.Majority, out var tracker));
        tracker.OnCursor(B, 7);
        Assert.True(Assert.Single(tracker.TakeDecided()).Receipt.IsSatisfied);

        Assert.Null(Track(View(B, C, D), CommitLevel.Majority, out tracker));
        tracker.OnCursor(B, 7);
        Assert.Empty(tracker.TakeDecided());
        tracker.OnCursor(D, 8);
        Assert.True(Assert.Single(tracker.TakeDecided()).Receipt.IsSatisfied);
    }

    [Fact]
    public void A_weakly_up_member_counts_in_no_majority_but_may_be_the_one()
    {
        var view = View(Is(B, MemberStanding.WeaklyUp), Is(C, MemberStanding.Up));

        Assert.Null(Track(view, CommitLevel.Majority, out var tracker));
        tracker.OnCursor(B, 7);
        Assert.Empty(tracker.TakeDecided());
        tracker.OnCursor(C, 7);
        Assert.True(Assert.Single(tracker.TakeDecided()).Receipt.IsSatisfied);

        Assert.Null(Track(view, CommitLevel.One, out tracker));
        tracker.OnCursor(B, 7);
        Assert.True(Assert.Single(tracker.TakeDecided()).Receipt.IsSatisfied);
    }

    [Fact]
    public void Level_all_waits_for_everyone_and_fails_while_a_member_is_unreachable()
    {
        Assert.Null(Track(View(B, C), CommitLevel.All, out var tracker));
        tracker.OnCursor(B, 7);
        Assert.Empty(tracker.TakeDecided());
        tracker.OnView(View(Is(B, MemberStanding.Up), Unreachable(C)));

        var receipt = Assert.Single(tracker.TakeDecided()).Receipt;
        Assert.False(receipt.IsSatisfied);
        Assert.Equal([C], receipt.Missing);
        Assert.False(Track(View(Is(B, MemberStanding.Up), Unreachable(C)), CommitLevel.All, out _)!.IsSatisfied);
    }

    [Fact]
    public void A_commit_that_must_not_wait_for_the_dead_counts_only_reachable_members()
    {
        var tracker = new CommitTracker<string>(View(Is(B, MemberStanding.Up), Unreachable(C)));
        tracker.Track(7, CommitLevel.All, "rotation", Deadline, reachableOnly: true);
        Assert.Empty(tracker.TakeDecided());
        tracker.OnCursor(B, 7);

        Assert.True(Assert.Single(tracker.TakeDecided()).Receipt.IsSatisfied);
    }

    [Fact]
    public void An_unreachable_member_that_has_it_already_harms_nothing()
    {
        Assert.Null(Track(View(B, C), CommitLevel.All, out var tracker));
        tracker.OnCursor(C, 7);
        tracker.OnView(View(Is(B, MemberStanding.Up), Unreachable(C)));
        tracker.OnCursor(B, 7);

        Assert.True(Assert.Single(tracker.TakeDecided()).Receipt.IsSatisfied);
    }

    [Fact]
    public void A_majority_that_has_become_impossible_fails_at_once()
    {
        Assert.Null(Track(View(B, C, D), CommitLevel.Majority, out var tracker));
        tracker.OnView(View(Is(B, MemberStanding.Up), Unreachable(C), Unreachable(D)));

        Assert.False(Assert.Single(tracker.TakeDecided()).Receipt.IsSatisfied);
    }

    [Fact]
    public void Level_one_fails_at_once_when_nobody_else_is_reachable() =>
        Assert.False(Track(View(Unreachable(B), Unreachable(C)), CommitLevel.One, out _)!.IsSatisfied);

    [Fact]
    public void A_removed_member_no_longer_counts()
    {
        Assert.Null(Track(View(B, C), CommitLevel.All, out var tracker));
        tracker.OnCursor(B, 7);
        tracker.OnView(View(B));

        var receipt = Assert.Single(tracker.TakeDecided()).Receipt;
        Assert.True(receipt.IsSatisfied);
        Assert.Equal([B], receipt.Applied);
    }

    [Fact]
    public void An_acknowledgement_of_an_earlier_incarnation_proves_nothing()
    {
        Assert.Null(Track(View(B), CommitLevel.One, out var tracker));
        tracker.OnCursor(B with { Incarnation = 99 }, 7);

        Assert.Empty(tracker.TakeDecided());
    }

    [Fact]
    public void Refused_and_joining_members_are_left_out()
    {
        var receipt = Track(View(Refused(B), Is(C, MemberStanding.Joining)), CommitLevel.All, out _);

        Assert.True(receipt!.IsSatisfied);
        Assert.Empty(receipt.Missing);
    }

    [Fact]
    public void A_member_that_joined_after_the_commit_is_not_waited_for()
    {
        Assert.Null(Track(View(B), CommitLevel.All, out var tracker));
        tracker.OnView(View(B, C));
        tracker.OnCursor(B, 7);

        Assert.True(Assert.Single(tracker.TakeDecided()).Receipt.IsSatisfied);
    }

    [Fact]
    public void At_the_deadline_a_commit_fails_with_what_was_reached()
    {
        Assert.Null(Track(View(B, C), CommitLevel.All, out var tracker));
        tracker.OnCursor(B, 7);
        tracker.OnTime(Deadline.AddTicks(-1));
        Assert.Empty(tracker.TakeDecided());
        tracker.OnTime(Deadline);

        var receipt = Assert.Single(tracker.TakeDecided()).Receipt;
        Assert.False(receipt.IsSatisfied);
        Assert.Equal([B], receipt.Applied);
        Assert.Equal([C], receipt.Missing);
    }

    private static CommitReceipt? Track(View view, CommitLevel level, out CommitTracker<string> tracker)
    {
        tracker = new(view);
        tracker.Track(7, level, "request", Deadline);
        return tracker.TakeDecided() is [var verdict] ? verdict.Receipt : null;
    }
}
