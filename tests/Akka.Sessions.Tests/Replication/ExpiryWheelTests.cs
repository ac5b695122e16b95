using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class ExpiryWheelTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void A_session_comes_due_once_and_not_before_its_time()
    {
        var wheel = new ExpiryWheel(Now, Tick);
        wheel.Schedule(Pieces.Id(1), After(1000));

        Assert.Empty(wheel.TakeDue(After(999)));
        Assert.Equal([Pieces.Id(1)], wheel.TakeDue(After(1100)));
        Assert.Empty(wheel.TakeDue(After(5000)));
        Assert.Equal(0, wheel.Count);
    }

    [Fact]
    public void What_is_due_already_comes_with_the_next_tick()
    {
        var wheel = new ExpiryWheel(Now, Tick);
        wheel.Schedule(Pieces.Id(1), After(-5000));

        Assert.Equal([Pieces.Id(1)], wheel.TakeDue(After(100)));
    }

    [Fact]
    public void What_is_further_than_a_round_comes_early_to_be_scheduled_anew()
    {
        var wheel = new ExpiryWheel(Now, Tick, slots: 10);
        wheel.Schedule(Pieces.Id(1), After(60_000));

        Assert.Equal([Pieces.Id(1)], wheel.TakeDue(After(900)));
    }

    [Fact]
    public void After_a_long_pause_everything_due_comes_and_nothing_is_lost()
    {
        var wheel = new ExpiryWheel(Now, Tick, slots: 10);
        for (var i = 0; i < 9; i++) wheel.Schedule(Pieces.Id(i), After(i * 100));

        Assert.Equal(9, wheel.TakeDue(After(3_600_000)).Count);
        wheel.Schedule(Pieces.Id(1), After(3_600_100));
        Assert.Single(wheel.TakeDue(After(3_600_200)));
    }

    [Fact]
    public void A_clock_that_goes_back_does_not_bring_anything_up_early()
    {
        var wheel = new ExpiryWheel(Now, Tick);
        wheel.Schedule(Pieces.Id(1), After(1000));

        Assert.Empty(wheel.TakeDue(After(-60_000)));
        Assert.Single(wheel.TakeDue(After(1100)));
    }
}
