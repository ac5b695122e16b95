using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication.Leases;

/// <summary>A wants sessions whose home is B, or D when there is one.</summary>
public sealed class LeaseTenantTests
{
    private static readonly SessionId Session = Pieces.Id(1);

    private readonly LeaseLimits _limits = new() { Leases = 2, Page = 1 };
    private readonly LeaseTenant<string> _tenant;
    private TimeSpan _now = TimeSpan.FromMinutes(1);

    public LeaseTenantTests()
    {
        _tenant = new(A, _limits, (_, view) => view.Contains(D) ? D : B);
        _tenant.OnView(View(B, C), _now);
    }

    [Fact]
    public void It_is_asked_for_until_it_is_granted_and_given_back_until_that_is_known()
    {
        Assert.Equal((B, new LeaseRequest(Of(1), Session, default)), Assert.Single(Ask("x").Messages));
        Assert.Empty(Later(TimeSpan.FromMilliseconds(100)).Messages);
        Assert.Equal(B, Assert.Single(Later(_limits.Resend).Messages).To);

        Assert.Equal("x", Assert.Single(Grant(1).Granted).Waiter);
        Assert.Empty(Grant(1).Granted);
        Assert.Empty(Later(_limits.Timeout * 2).Messages);

        var written = new StreamCursor(new(A.Incarnation), 4);
        Assert.Equal((B, new LeaseRelease(Of(1), Session, written)), Assert.Single(_tenant.GiveBack("x", written, _now).Messages));
        Assert.Equal((B, new LeaseRelease(Of(1), Session, written)), Assert.Single(Later(_limits.Resend).Messages));
        _tenant.OnReleased(new(Of(1)), C);
        Assert.Equal(1, _tenant.Count);
        _tenant.OnReleased(new(Of(1)), B);
        Assert.Equal(0, _tenant.Count);
    }

    [Fact]
    public void Who_has_waited_long_enough_is_refused_and_what_is_granted_then_is_given_back()
    {
        Ask("x");

        var late = Later(_limits.Timeout);

        Assert.Equal([("x", LeaseRefusal.Timeout)], late.Refused);
        Assert.IsType<LeaseRelease>(Assert.Single(late.Messages).Message);
        var granted = Grant(1);
        Assert.Empty(granted.Granted);
        Assert.IsType<LeaseRelease>(Assert.Single(granted.Messages).Message);
    }

    [Fact]
    public void A_grant_of_what_nobody_here_wants_is_given_back() =>
        Assert.Equal((B, new LeaseRelease(Of(9), Session, null)), Assert.Single(Grant(9).Messages));

    [Fact]
    public void A_grant_of_another_than_the_home_or_from_before_it_was_told_otherwise_is_none()
    {
        Ask("x");
        Assert.Empty(_tenant.OnGrant(new(Of(1), Session, 9, []), C, _now).Granted);
        Assert.NotNull(Answer(B, round: 4));

        Assert.Empty(Grant(1, round: 3).Granted);

        Assert.Single(Grant(1, round: 4).Granted);
    }

    [Fact]
    public void Without_a_majority_nobody_waits_and_who_holds_holds()
    {
        Ask("x");
        Grant(1);
        Ask("y");

        var lost = _tenant.OnView(View(Unreachable(B), Unreachable(C)), _now);

        Assert.Equal([("y", LeaseRefusal.NoMajority)], lost.Refused);
        Assert.Equal([("z", LeaseRefusal.NoMajority)], Ask("z").Refused);
        Assert.Equal([true], Answer(B, round: 1)!.Claims.Select(claim => claim.IsHeld));
    }

    [Fact]
    public void Before_it_serves_and_beyond_its_bound_it_is_refused_at_once()
    {
        var joining = new LeaseTenant<string>(A, _limits, (_, _) => B);
        Assert.Equal([("x", LeaseRefusal.NotReady)], joining.Ask(Session, "x", _now).Refused);
        Ask("x");
        Ask("y");

        Assert.Equal([("z", LeaseRefusal.TooMany)], Ask("z").Refused);
    }

    [Fact]
    public void A_new_home_is_asked_at_once_and_told_page_by_page_when_both_see_the_same_members()
    {
        Ask("x");
        Grant(1);
        Ask("y");
        var asked = _tenant.OnView(View(B, C, D), _now);
        Assert.Equal([(D, Of(2))], asked.Messages.Select(sent => (sent.To, ((LeaseRequest)sent.Message).Lease)));

        Assert.Null(_tenant.Answer(new(D, 1, View(B, D).FingerprintOfServing(), 0), [], _now));
        Assert.Null(_tenant.Answer(new(new("akka.tcp://shop@10.0.0.9:4053", 99), 1, View(B, C, D).FingerprintOfServing(), 0), [], _now));
        Assert.Empty(_tenant.Answer(new(B, 1, View(B, C, D).FingerprintOfServing(), 0), [], _now)!.Claims);
        var first = _tenant.Answer(new(D, 1, View(B, C, D).FingerprintOfServing(), 0), [], _now)!;
        var second = _tenant.Answer(new(D, 1, View(B, C, D).FingerprintOfServing(), 1), [new(new(A.Incarnation), 3)], _now)!;

        Assert.Equal((1L, true, false), (first.Claims.Single().Number, first.Claims.Single().IsHeld, first.IsLast));
        Assert.Equal((2L, false, true), (second.Claims.Single().Number, second.Claims.Single().IsHeld, second.IsLast));
        Assert.Equal(3, second.Cursors.Single().Number);
    }

    private static LeaseId Of(long number) => new(A.Incarnation, number);

    private LeaseStep<string> Ask(string waiter) => _tenant.Ask(Session, waiter, _now);

    private LeaseStep<string> Grant(long number, long round = 1) => _tenant.OnGrant(new(Of(number), Session, round, []), B, _now);

    private LeaseReport? Answer(MemberId home, long round) => _tenant.Answer(new(home, round, View(B, C).FingerprintOfServing(), 0), [], _now);

    private LeaseStep<string> Later(TimeSpan time)
    {
        _now += time;
        return _tenant.OnTime(_now);
    }
}
