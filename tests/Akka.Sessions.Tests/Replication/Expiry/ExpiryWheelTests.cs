using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Replication.Expiry;

public sealed class ExpiryWheelTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    [Fact]
    public void A_session_comes_due_once_and_not_before_its_time()
    {
        var wheel = new ExpiryWheel(TimeSpan.Zero, Tick);
        wheel.Schedule(Pieces.Id(1), Ms(1000));

        Assert.Empty(wheel.TakeDue(Ms(999)));
        Assert.Equal([Pieces.Id(1)], wheel.TakeDue(Ms(1100)));
        Assert.Empty(wheel.TakeDue(Ms(5000)));
        Assert.Equal(0, wheel.Count);
    }

    [Fact]
    public void What_is_due_already_comes_with_the_next_tick()
    {
        var wheel = new ExpiryWheel(TimeSpan.Zero, Tick);
        wheel.Schedule(Pieces.Id(1), Ms(-5000));

        Assert.Equal([Pieces.Id(1)], wheel.TakeDue(Ms(100)));
    }

    [Fact]
    public void What_is_further_than_a_round_comes_early_to_be_scheduled_anew()
    {
        var wheel = new ExpiryWheel(TimeSpan.Zero, Tick, slots: 10);
        wheel.Schedule(Pieces.Id(1), Ms(60_000));

        Assert.Equal([Pieces.Id(1)], wheel.TakeDue(Ms(900)));
    }

    [Fact]
    public void After_a_long_pause_everything_due_comes_and_nothing_is_lost()
    {
        var wheel = new ExpiryWheel(TimeSpan.Zero, Tick, slots: 10);
        for (var i = 0; i < 9; i++) wheel.Schedule(Pieces.Id(i), Ms(i * 100));

        Assert.Equal(9, wheel.TakeDue(Ms(3_600_000)).Count);
        wheel.Schedule(Pieces.Id(1), Ms(3_600_100));
        Assert.Single(wheel.TakeDue(Ms(3_600_200)));
    }
}
