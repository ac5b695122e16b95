using System.Diagnostics;
using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using Akka.Event;

namespace Akka.Embedded.Tests.Actor.Time;

public sealed class SchedulerTests() : ActorTest("akka { loglevel = ERROR, loggers = [] }")
{
    [Fact]
    public async Task A_message_comes_once_and_never_early()
    {
        var probe = NewProbe();
        var clock = Stopwatch.StartNew();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(40), probe.Ref, "ring", ActorRefs.NoSender);
        await probe.Expect("ring");
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(40));
    }

    [Fact]
    public async Task A_repeated_message_comes_until_it_is_cancelled()
    {
        var probe = NewProbe();
        var ticks = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), probe.Ref, "tick", ActorRefs.NoSender);
        for (var i = 0; i < 3; i++) await probe.Expect("tick");
        ticks.Cancel();
        await Eventually(() => ((ActorSystemImpl)Sys).Wheel.Count == 0);
    }

    [Fact]
    public async Task What_is_cancelled_before_its_time_does_not_happen()
    {
        var happened = false;
        var cancelable = Sys.Scheduler.Advanced.ScheduleOnceCancelable(TimeSpan.FromMilliseconds(20), () => happened = true);
        cancelable.Cancel();
        var later = new TaskCompletionSource();
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(60), () => later.SetResult());
        await later.Task.WaitAsync(Patience);
        Assert.False(happened);
    }

    [Fact]
    public async Task An_action_that_throws_is_logged_and_harms_no_other()
    {
        var errors = NewListener<Error>();
        var happened = new TaskCompletionSource();
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => throw new InvalidTimeZoneException("no"));
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(20), () => happened.SetResult());
        await happened.Task.WaitAsync(Patience);
        Assert.IsType<InvalidTimeZoneException>((await errors.Expect<Error>()).Cause);
    }

    [Fact]
    public async Task Entries_of_many_rounds_of_the_wheel_come_once_and_never_early()
    {
        using var wheel = new TimerWheel("test", TimeSpan.FromMilliseconds(1), 8, NoLogger.Instance);
        var fired = new System.Collections.Concurrent.ConcurrentQueue<(int Delay, TimeSpan After)>();
        foreach (var delay in new[] { 61, 3, 40, 11, 25, 1 })
        {
            var scheduled = Stopwatch.StartNew();
            wheel.Schedule(TimeSpan.FromMilliseconds(delay), () => fired.Enqueue((delay, scheduled.Elapsed)));
        }

        await Eventually(() => wheel.Count == 0 && fired.Count == 6);
        Assert.Equal([1, 3, 11, 25, 40, 61], fired.Select(entry => entry.Delay).Order());
        Assert.All(fired, entry => Assert.True(entry.After >= TimeSpan.FromMilliseconds(entry.Delay), $"{entry.Delay} ms came after {entry.After}."));
    }

    [Fact]
    public async Task Ten_thousand_entries_by_many_threads_with_half_of_them_cancelled_come_exactly_once_or_never()
    {
        using var wheel = new TimerWheel("test", TimeSpan.FromMilliseconds(1), 16, NoLogger.Instance);
        var fired = new int[10_000];
        Parallel.For(0, fired.Length, i =>
        {
            var entry = wheel.Schedule(TimeSpan.FromMilliseconds(i % 2 == 0 ? i % 50 : 3_600_000), () => Interlocked.Increment(ref fired[i]));
            if (i % 2 == 1) entry.Cancel();
        });
        await Eventually(() => wheel.Count == 0);
        await Eventually(() => fired.Sum() == fired.Length / 2);
        Assert.All(Enumerable.Range(0, fired.Length), i => Assert.Equal(i % 2 == 0 ? 1 : 0, fired[i]));
    }

    [Fact]
    public void A_negative_delay_and_an_interval_of_zero_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(-1), () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, TimeSpan.Zero, () => { }));
    }

    [Fact]
    public async Task A_terminated_systems_scheduler_takes_nothing_more()
    {
        await Sys.Terminate().WaitAsync(Patience);
        Assert.Throws<SchedulerException>(() => Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => { }));
    }
}
