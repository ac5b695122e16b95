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

public sealed class AccessTimesTests
{
    private readonly AccessTimes _times = new(TimeSpan.FromSeconds(10), capacity: 3);

    [Fact]
    public void Accesses_are_sent_once_per_interval_the_latest_of_each_session()
    {
        _times.Note(new(Pieces.Id(1), Now), Now);
        _times.Note(new(Pieces.Id(1), After(5000)), After(5000));
        _times.Note(new(Pieces.Id(1), After(4000)), After(5000));

        Assert.Empty(_times.TakeDue(After(9999)));
        Assert.Equal([new(Pieces.Id(1), After(5000))], _times.TakeDue(After(10_000)));
        Assert.Empty(_times.TakeDue(After(60_000)));
    }

    [Fact]
    public void When_they_are_many_they_are_due_at_once()
    {
        Assert.False(_times.Note(new(Pieces.Id(1), Now), Now));
        Assert.False(_times.Note(new(Pieces.Id(2), Now), Now));
        Assert.True(_times.Note(new(Pieces.Id(3), Now), Now));
        Assert.Equal(3, _times.TakeAll().Count);
    }

    [Fact]
    public void A_time_that_went_out_with_a_write_is_not_sent_again()
    {
        _times.Note(new(Pieces.Id(1), Now), Now);
        _times.Sent(Pieces.Id(1));

        Assert.Empty(_times.TakeAll());
    }
}
