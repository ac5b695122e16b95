using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using Akka.Event;

namespace Akka.Embedded.Tests.Actor.Life;

public sealed class StoppingTests : ActorTest
{
    [Fact]
    public async Task Children_stop_before_their_parent()
    {
        var probe = NewProbe();
        var parent = Start(new Script
        {
            PreStart = context => context.ActorOf(Scripted.Props(new Script
            {
                PreStart = c => c.ActorOf(Scripted.Props(Script.Reporting(probe, "grandchild "))),
                PostStop = _ => probe.Ref.Tell("child stopped"),
            })),
            PostStop = _ => probe.Ref.Tell("parent stopped"),
        });
        await probe.Expect("grandchild started");
        Sys.Stop(parent);
        await probe.Expect("grandchild stopped");
        await probe.Expect("child stopped");
        await probe.Expect("parent stopped");
    }

    [Fact]
    public async Task A_poison_pill_stops_after_the_messages_before_it()
    {
        var probe = NewProbe();
        var letters = NewListener<DeadLetter>();
        var actor = Start(Script.Reporting(probe));
        actor.Tell("before");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("after");
        await probe.Expect("started");
        await probe.Expect("before");
        await probe.Expect("stopped");
        Assert.Equal("after", (await letters.Expect<DeadLetter>()).Message);
    }

    [Fact]
    public async Task Graceful_stop_waits_for_the_end()
    {
        var stopped = false;
        var actor = Start(new Script { PostStop = _ => Volatile.Write(ref stopped, true) });
        Assert.True(await actor.GracefulStop(Patience));
        Assert.True(Volatile.Read(ref stopped));
    }

    [Fact]
    public async Task Graceful_stop_of_an_actor_that_lives_on_is_given_up() =>
        await Assert.ThrowsAsync<TaskCanceledException>(() => Start(new Script()).GracefulStop(TimeSpan.FromMilliseconds(30), "please"));

    [Fact]
    public async Task A_stopping_actor_makes_no_children()
    {
        var result = new TaskCompletionSource<Exception?>();
        var actor = Start(new Script
        {
            PreStart = context => context.ActorOf(Scripted.Props(new Script())),
            PostStop = context => result.SetResult(Record.Exception(() => context.ActorOf(Scripted.Props(new Script())))),
        });
        Sys.Stop(actor);
        Assert.IsType<InvalidOperationException>(await result.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task An_actor_whose_last_words_fail_has_stopped_all_the_same()
    {
        var errors = NewListener<Error>();
        var actor = Start(new Script { PostStop = _ => throw new InvalidTimeZoneException("no") });
        Assert.True(await actor.GracefulStop(Patience));
        Assert.IsType<InvalidTimeZoneException>((await errors.Expect<Error>()).Cause);
    }

    [Fact]
    public async Task What_is_told_to_a_stopped_actor_is_a_dead_letter_with_sender_and_recipient()
    {
        var letters = NewListener<DeadLetter>();
        var sender = NewProbe();
        var actor = Start(new Script());
        await actor.GracefulStop(Patience);
        await sender.Do(_ => actor.Tell("too late"));
        var letter = await letters.Expect<DeadLetter>();
        Assert.Equal("too late", letter.Message);
        Assert.Equal(sender.Ref, letter.Sender);
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public async Task What_is_no_loss_is_a_suppressed_dead_letter()
    {
        var suppressed = NewListener<SuppressedDeadLetter>();
        var actor = Start(new Script());
        await actor.GracefulStop(Patience);
        actor.Tell(PoisonPill.Instance);
        Assert.IsType<PoisonPill>((await suppressed.Expect<SuppressedDeadLetter>()).Message);
    }

    [Fact]
    public async Task Stopping_twice_and_from_everywhere_is_harmless()
    {
        var probe = NewProbe();
        var actor = Start(Script.Reporting(probe));
        await probe.Expect("started");
        Parallel.For(0, 100, i =>
        {
            if (i % 2 == 0) Sys.Stop(actor);
            else actor.Tell(PoisonPill.Instance);
        });
        await probe.Expect("stopped");
        Assert.True(await probe.Ref.GracefulStop(Patience));
        Assert.True(probe.IsEmpty);
    }
}
