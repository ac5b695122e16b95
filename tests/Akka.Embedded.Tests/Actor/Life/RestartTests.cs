using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Life;

public sealed class RestartTests : ActorTest
{
    [Fact]
    public async Task A_failed_actor_is_replaced_behind_the_same_ref_and_goes_on_with_the_next_message()
    {
        var probe = NewProbe();
        var actor = Start(Script.Reporting(probe));
        actor.Tell(new InvalidTimeZoneException("no"));
        actor.Tell("next");
        await probe.Expect("started");
        await probe.Expect("stopped");
        await probe.Expect("started");
        await probe.Expect("next");
    }

    [Fact]
    public async Task The_hooks_get_the_failure_and_the_message_that_failed()
    {
        var probe = NewProbe();
        var actor = Start(new Script
        {
            OnMessage = (_, _) => throw new InvalidTimeZoneException("no"),
            PreRestart = (_, reason, message) => probe.Ref.Tell($"before: {reason.Message}, {message}"),
            PostRestart = (_, reason) => probe.Ref.Tell($"after: {reason.Message}"),
        });
        actor.Tell("bad");
        await probe.Expect("before: no, bad");
        await probe.Expect("after: no");
    }

    [Fact]
    public async Task Children_are_stopped_before_the_fresh_actor_starts()
    {
        var probe = NewProbe();
        var actor = Start(new Script
        {
            PreStart = context =>
            {
                probe.Ref.Tell("parent started");
                context.ActorOf(Scripted.Props(Script.Reporting(probe, "child ")), "child");
            },
            OnMessage = (_, message) => throw (Exception)message,
        });
        await probe.Expect("parent started");
        await probe.Expect("child started");
        actor.Tell(new InvalidTimeZoneException("no"));
        await probe.Expect("child stopped");
        await probe.Expect("parent started");
        await probe.Expect("child started");
    }

    [Fact]
    public async Task Children_that_the_hook_spares_are_restarted_too()
    {
        var probe = NewProbe();
        var actor = Start(new Script
        {
            Constructor = context =>
            {
                if (context.Child("child").IsNobody()) context.ActorOf(Scripted.Props(Script.Reporting(probe, "child ")), "child");
            },
            OnMessage = (_, message) => throw (Exception)message,
            PreRestart = (_, _, _) => { },
        });
        await probe.Expect("child started");
        actor.Tell(new InvalidTimeZoneException("no"));
        await probe.Expect("child stopped");
        await probe.Expect("child started");
        ((ActorCell)actor).Children[0].Tell("still there");
        await probe.Expect("still there");
    }

    [Fact]
    public async Task A_hook_that_throws_does_not_keep_the_actor_from_its_restart()
    {
        var probe = NewProbe();
        var errors = NewListener<Akka.Event.Error>();
        var actor = Start(new Script
        {
            OnMessage = (_, message) => probe.Ref.Tell(message is Exception e ? throw e : message),
            PreRestart = (_, _, _) => throw new InvalidTimeZoneException("in the hook"),
        });
        actor.Tell(new InvalidOperationException("no"));
        actor.Tell("next");
        await probe.Expect("next");
        await Eventually(() => !errors.IsEmpty);
        var logged = new List<Exception?> { (await errors.Expect<Akka.Event.Error>()).Cause, (await errors.Expect<Akka.Event.Error>()).Cause };
        Assert.Contains(logged, cause => cause is PreRestartException { RestartException: InvalidTimeZoneException });
    }

    [Fact]
    public async Task An_actor_that_fails_to_restart_is_stopped()
    {
        var probe = NewProbe();
        var actor = Start(new Script
        {
            OnMessage = (_, message) => throw (Exception)message,
            PostRestart = (_, _) => throw new InvalidTimeZoneException("again"),
        });
        await probe.Watch(actor);
        actor.Tell(new InvalidOperationException("no"));
        await probe.Expect<Terminated>();
    }

    [Fact]
    public async Task What_is_watched_stays_watched_over_a_restart()
    {
        var probe = NewProbe();
        var other = Start(new Script());
        var actor = Start(new Script
        {
            OnMessage = (context, message) =>
            {
                if (message is Exception e) throw e;
                if (message is "watch") context.Watch(other);
                else probe.Ref.Tell(message is Terminated terminated ? terminated.ActorRef : message);
            },
        });
        actor.Tell("watch");
        actor.Tell(new InvalidTimeZoneException("no"));
        actor.Tell("restarted");
        await probe.Expect("restarted");
        Sys.Stop(other);
        await probe.Expect(other);
    }

    [Fact]
    public async Task Failing_a_thousand_times_over_loses_no_message()
    {
        var probe = NewProbe();
        var actor = Start(new Script
        {
            OnMessage = (_, message) =>
            {
                probe.Ref.Tell(message);
                if ((int)message % 2 == 0) throw new InvalidTimeZoneException("even");
            },
        });
        for (var i = 0; i < 1000; i++) actor.Tell(i);
        for (var i = 0; i < 1000; i++) await probe.Expect(i);
    }
}
