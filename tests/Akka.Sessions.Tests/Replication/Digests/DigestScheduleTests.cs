using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class DigestScheduleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    [Fact]
    public void Nobody_is_asked_before_the_transfer_is_complete_then_someone_at_once_and_every_interval()
    {
        var schedule = new DigestSchedule(A, Interval);
        Assert.Empty(schedule.TakeDue(View(B, C), Now, 0));

        schedule.OnTransferred(Now);

        Assert.Single(schedule.TakeDue(View(B, C), Now, 0));
        Assert.Empty(schedule.TakeDue(View(B, C), After(59_999), 0));
        Assert.Single(schedule.TakeDue(View(B, C), After(60_000), 0));
        Assert.Empty(schedule.TakeDue(View(B, C), After(60_000), 0));
    }

    [Fact]
    public void The_number_chooses_among_the_members_that_can_be_reached_and_are_in()
    {
        var view = View(Is(B, MemberStanding.Up), Unreachable(C), Is(D, MemberStanding.Up));

        Assert.Equal([B, D], Choices(view));
        Assert.Equal([B], Choices(View(Is(B, MemberStanding.Up), Is(C, MemberStanding.Joining), Refused(D))));
        Assert.Empty(Choices(View(Array.Empty<MemberId>())));
    }

    [Fact]
    public void Without_an_interval_it_is_done_once()
    {
        var schedule = new DigestSchedule(A, interval: null);
        schedule.OnTransferred(Now);

        Assert.Single(schedule.TakeDue(View(B), Now, 0));
        Assert.Empty(schedule.TakeDue(View(B), Now.AddDays(1), 0));
    }

    [Fact]
    public void Of_two_that_find_each_other_again_the_lower_asks_at_once_and_the_higher_if_nobody_did()
    {
        var (lower, higher) = (new DigestSchedule(A, Interval), new DigestSchedule(B, Interval));
        foreach (var schedule in new[] { lower, higher })
        {
            var other = ReferenceEquals(schedule, lower) ? B : A;
            schedule.OnView(Seen(schedule, Unreachable(other)), Now);
            schedule.OnView(Seen(schedule, new ViewMember(other)), After(10));
        }

        Assert.Equal([B], lower.TakeDue(View(B), After(10), 0));
        Assert.Empty(higher.TakeDue(Seen(higher, new ViewMember(A)), After(10), 0));
        Assert.Equal([A], higher.TakeDue(Seen(higher, new ViewMember(A)), After(6000), 0));
        Assert.Empty(higher.TakeDue(Seen(higher, new ViewMember(A)), After(7000), 0));

        View Seen(DigestSchedule by, ViewMember member) => new(ReferenceEquals(by, lower) ? A : B, [member]);
    }

    [Fact]
    public void The_higher_does_not_ask_when_it_was_asked()
    {
        var schedule = new DigestSchedule(B, Interval);
        schedule.OnView(new View(B, [Unreachable(A)]), Now);
        schedule.OnView(new View(B, [new ViewMember(A)]), Now);
        schedule.OnAsked(A);

        Assert.Empty(schedule.TakeDue(new View(B, [new ViewMember(A)]), After(6000), 0));
    }

    [Fact]
    public void One_that_is_lost_again_or_gone_for_good_is_not_asked()
    {
        var schedule = new DigestSchedule(A, Interval);
        schedule.OnView(View(Unreachable(B), Unreachable(C)), Now);
        schedule.OnView(View(B, C), After(1));
        schedule.OnView(View(Unreachable(B)), After(2));

        Assert.Empty(schedule.TakeDue(View(Unreachable(B)), After(6000), 0));
    }

    private static MemberId[] Choices(View view) =>
    [
        .. Enumerable.Range(-10, 20).SelectMany(number =>
        {
            var schedule = new DigestSchedule(A, Interval);
            schedule.OnTransferred(Now);
            return schedule.TakeDue(view, Now, number);
        }).Distinct().Order(),
    ];
}
