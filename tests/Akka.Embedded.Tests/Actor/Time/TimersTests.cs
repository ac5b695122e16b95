using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Time;

public sealed class TimersTests : ActorTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(15);

    [Fact]
    public async Task A_single_timer_comes_once_from_the_actor_itself()
    {
        var probe = NewProbe();
        var actor = Timed(probe);
        actor.Tell(new Do(timers => timers.StartSingleTimer("key", "ring", Soon)));
        await probe.Expect("ring");
        Assert.Equal(actor, probe.LastSender);
        Assert.Empty(await Active(actor));
    }

    [Fact]
    public async Task A_periodic_timer_comes_again_and_again_until_it_is_cancelled()
    {
        var probe = NewProbe();
        var actor = Timed(probe);
        actor.Tell(new Do(timers => timers.StartPeriodicTimer("key", "tick", TimeSpan.Zero, Soon)));
        for (var i = 0; i < 4; i++) await probe.Expect("tick");
        Assert.Equal(["key"], await Active(actor));
        actor.Tell(new Do(timers => timers.Cancel("key")));
        Assert.Empty(await Active(actor));
    }

    [Fact]
    public async Task The_message_of_a_cancelled_timer_is_not_received_even_if_it_is_in_the_mailbox()
    {
        var probe = NewProbe();
        var actor = Timed(probe);
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("old", "must not come", TimeSpan.Zero);
            timers.StartSingleTimer("replaced", "must not come either", TimeSpan.Zero);
            WaitUntilInTheMailbox();
            timers.Cancel("old");
            timers.StartSingleTimer("replaced", "comes", TimeSpan.Zero);
        }));
        await probe.Expect("comes");
        actor.Tell("marker");
        await probe.Expect("marker");
    }

    [Fact]
    public async Task Timers_end_with_a_restart()
    {
        var probe = NewProbe();
        var actor = Timed(probe);
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("key", "must not come", TimeSpan.Zero);
            WaitUntilInTheMailbox();
            throw new InvalidTimeZoneException("no");
        }));
        Assert.Empty(await Active(actor));
        actor.Tell("marker");
        await probe.Expect("marker");
    }

    [Fact]
    public async Task A_stopped_actors_timers_leave_the_wheel()
    {
        var actor = Timed(NewProbe());
        actor.Tell(new Do(timers =>
        {
            for (var i = 0; i < 100; i++) timers.StartPeriodicTimer(i, i, TimeSpan.FromHours(1));
        }));
        await Active(actor);
        var wheel = ((ActorSystemImpl)Sys).Wheel;
        Assert.True(wheel.Count >= 100);
        await actor.GracefulStop(Patience);
        Assert.True(wheel.Count < 100);
    }

    private static async Task<string[]> Active(IActorRef actor)
    {
        var active = new TaskCompletionSource<string[]>();
        actor.Tell(new Do(timers => active.SetResult([.. timers.ActiveTimers.Select(key => key.ToString()!)])));
        return await active.Task.WaitAsync(Patience);
    }

    // What was due before this action is in the mailbox by now, and stays there while the actor that calls this is busy.
    private void WaitUntilInTheMailbox()
    {
        using var fired = new ManualResetEventSlim();
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(30), fired.Set);
        Assert.True(fired.Wait(Patience));
    }

    private IActorRef Timed(Probe probe) => Sys.ActorOf(Props.Create(() => new TimedActor(probe.Ref)));

    private sealed record Do(Action<ITimerScheduler> Action);

    private sealed class TimedActor(IActorRef probe) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            if (message is Do run) run.Action(Timers);
            else probe.Tell(message);
        }
    }
}
