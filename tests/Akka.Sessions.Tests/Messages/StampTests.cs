using Akka.Sessions.Messages;
using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Messages;

public sealed class StampTests
{
    private static readonly DateTimeOffset Now = Members.Now;

    [Fact]
    public void A_stamp_is_the_wall_clock_when_that_is_ahead() =>
        Assert.Equal(Now.ToUnixTimeMilliseconds(), Stamp.Next(Now, new(5 << 16, 2), 1).Milliseconds);

    [Fact]
    public void A_stamp_is_one_more_than_the_highest_seen_when_the_clock_is_behind()
    {
        var ahead = Stamp.Next(Now.AddHours(1), default, 2);
        var next = Stamp.Next(Now, ahead, 1);

        Assert.Equal(ahead.Time + 1, next.Time);
        Assert.True(next.CompareTo(ahead) > 0);
    }

    [Fact]
    public void What_is_written_after_the_end_of_time_can_still_be_read()
    {
        var last = new Stamp(Stamp.MaxTime, 2);

        Assert.Equal(new Stamp(Stamp.MaxTime, 1), Stamp.Next(Now, last, 1));
        Assert.Equal(new Stamp(Stamp.MaxTime, 1), Stamp.Next(DateTimeOffset.MaxValue, last, 1));
        Assert.Equal(new Stamp(Stamp.MaxTime, 1), Stamp.Next(Now, last with { Time = Stamp.MaxTime - 1 }, 1));
    }

    [Fact]
    public void The_counter_overflows_into_the_milliseconds()
    {
        var full = new Stamp(((ulong)Now.ToUnixTimeMilliseconds() << 16) + 0xFFFF, 1);
        var next = Stamp.Next(Now, full, 1);

        Assert.Equal(full.Milliseconds + 1, next.Milliseconds);
        Assert.Equal(0UL, next.Time & 0xFFFF);
    }

    [Fact]
    public void A_clock_before_1970_still_stamps() => Assert.True(Stamp.Next(DateTimeOffset.MinValue, default, 1).IsSet);

    [Fact]
    public void Of_equal_times_the_higher_writer_is_later() => Assert.True(new Stamp(7, 2).CompareTo(new Stamp(7, 1)) > 0);

    [Fact]
    public void The_next_stamp_is_above_everything_seen() => Law.Holds(
        Pieces.Stamps.Zip(Gen.Choose(-5, 5)),
        s => Stamp.Next(DateTimeOffset.UnixEpoch.AddMilliseconds(s.Item2), s.Item1, 1).CompareTo(s.Item1) > 0);
}
