using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication.Expiry;

public sealed class AccessTimesTests
{
    private AccessTimes _times;

    [Fact]
    public void Idleness_counts_from_the_moment_an_access_was_heard_of_whatever_its_time_says()
    {
        _times.Note(After(3_600_000), TimeSpan.Zero, Seconds(10));

        Assert.Equal(Seconds(5), _times.IdleFor(Seconds(15)));
        Assert.Equal(After(3_600_000), _times.Latest(null));
    }

    [Fact]
    public void A_session_that_comes_whole_is_as_idle_here_as_it_was_there()
    {
        _times.Note(Now, Seconds(600), Seconds(10));

        Assert.Equal(Seconds(605), _times.IdleFor(Seconds(15)));
        Assert.Equal(SessionAge.Never, _times.SinceTouched(Seconds(15)));
    }

    [Fact]
    public void A_session_accessed_at_the_end_of_time_can_still_be_accessed()
    {
        _times.Note(DateTimeOffset.MaxValue, TimeSpan.Zero, Seconds(10));

        var told = _times.Touch(null, At(0, uptime: 11), out var isNews);

        Assert.True(isNews);
        Assert.Equal(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), told.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Nothing_makes_a_session_longer_idle_than_it_is()
    {
        _times.Touch(null, At(0, uptime: 10), out _);
        _times.Note(After(9_000_000), Seconds(600), Seconds(11));

        Assert.Equal(Seconds(2), _times.IdleFor(Seconds(12)));
        Assert.Equal(After(9_000_000), _times.Latest(null));
    }

    [Fact]
    public void An_access_told_by_a_member_whose_clock_is_behind_is_an_access_all_the_same()
    {
        _times.Note(After(60_000), TimeSpan.Zero, Seconds(10));
        _times.Note(Now, TimeSpan.Zero, Seconds(20));

        Assert.Equal(Seconds(1), _times.IdleFor(Seconds(21)));
        Assert.Equal(After(60_000), _times.Latest(null));
    }

    [Fact]
    public void An_access_here_is_later_than_all_that_is_known_though_the_clock_be_behind()
    {
        _times.Note(After(50), TimeSpan.Zero, Seconds(1));

        Assert.Equal(After(101), _times.Touch(After(100), At(0, uptime: 2), out var isNews));
        Assert.True(isNews);
    }

    [Fact]
    public void A_session_in_heavy_use_does_not_run_ahead_of_the_clock()
    {
        for (var i = 0; i < 1000; i++) _times.Touch(Now, At(0, uptime: 1), out _);

        Assert.Equal(After(1), _times.Latest(null));
    }

    [Fact]
    public void An_access_is_news_once_until_it_is_told()
    {
        _times.Touch(null, At(0, uptime: 1), out var first);
        _times.Touch(null, At(5, uptime: 1), out var second);

        Assert.Equal(After(5), _times.Take(null));
        _times.Touch(null, At(9, uptime: 1), out var third);
        Assert.Equal((true, false, true), (first, second, third));
    }

    [Fact]
    public void What_a_write_has_told_is_not_told_again()
    {
        var told = _times.Touch(null, At(0, uptime: 1), out _);

        Assert.Null(_times.Take(told));
    }

    [Fact]
    public void What_nobody_has_heard_of_is_not_idle() => Assert.Equal(TimeSpan.Zero, _times.IdleFor(Seconds(9999)));

    [Fact]
    public void The_absolute_end_counts_from_creation_by_the_wall_clock_and_need_not_come()
    {
        var limited = SessionState.Empty.Write(new() { Created = Now, AbsoluteTimeout = Seconds(60) }, Now, 1).State;
        var endless = limited.Write(new() { AbsoluteTimeout = Timeout.InfiniteTimeSpan, IdleTimeout = Timeout.InfiniteTimeSpan }, Now, 1).State;

        Assert.Equal(Seconds(20), SessionAge.Of(limited, ref _times, Seconds(1200), At(40_000, uptime: 1)).Remaining);
        Assert.True(SessionAge.Of(limited, ref _times, Seconds(1200), At(60_000, uptime: 1)) is { IsDue: true, IsPastAbsoluteEnd: true, IsLongOverdue: false });
        Assert.Equal(SessionAge.Never, SessionAge.Of(endless, ref _times, Seconds(1200), At(90_000_000, uptime: 90_000)).Remaining);
    }

    private static Moment At(double milliseconds, double uptime) => new(After(milliseconds), Seconds(uptime));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
