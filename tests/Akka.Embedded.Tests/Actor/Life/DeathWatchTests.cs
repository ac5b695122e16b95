using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Life;

public sealed class DeathWatchTests : ActorTest
{
    [Fact]
    public async Task A_watcher_is_told_once_when_the_actor_stops_and_after_all_that_the_actor_told()
    {
        var probe = NewProbe();
        var actor = Start(new Script { PostStop = _ => probe.Ref.Tell("last words") });
        await probe.Watch(actor);
        await probe.Watch(actor);
        Sys.Stop(actor);
        await probe.Expect("last words");
        var terminated = await probe.Expect<Terminated>();
        Assert.Equal(actor, terminated.ActorRef);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
        Assert.Equal(actor, probe.LastSender);
        probe.Ref.Tell("marker");
        await probe.Expect("marker");
    }

    [Fact]
    public async Task Watching_what_has_stopped_already_is_answered_too()
    {
        var probe = NewProbe();
        var actor = Start(new Script());
        await actor.GracefulStop(Patience);
        await probe.Watch(actor);
        Assert.Equal(actor, (await probe.Expect<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task Watching_what_never_was_is_answered_without_confirming_that_it_was()
    {
        var probe = NewProbe();
        var nobody = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef("akka://test/user/nobody#42");
        await probe.Watch(nobody);
        var terminated = await probe.Expect<Terminated>();
        Assert.Equal(nobody, terminated.ActorRef);
        Assert.False(terminated.ExistenceConfirmed);
    }

    [Fact]
    public async Task Every_watcher_hears_of_the_end_however_watching_and_stopping_race()
    {
        for (var round = 0; round < 300; round++)
        {
            var actor = Start(new Script());
            var probes = new[] { NewProbe(), NewProbe() };
            var watching = Task.WhenAll(probes.Select(probe => probe.Watch(actor)));
            if (round % 2 == 0) await Task.Yield();
            actor.Tell(PoisonPill.Instance);
            await watching;
            foreach (var probe in probes)
            {
                await probe.Expect<Terminated>();
                Sys.Stop(probe.Ref);
            }
        }
    }

    [Fact]
    public async Task Unwatch_takes_back_even_what_is_in_the_mailbox_already()
    {
        var probe = NewProbe();
        var actor = Start(new Script());
        await probe.Watch(actor);
        await probe.Do(context =>
        {
            // The notice comes while this actor is busy, so it waits in the mailbox.
            var gone = context.System.ActorOf(Scripted.Props(new Script()));
            context.Watch(gone);
            context.Unwatch(gone);
            context.Unwatch(actor);
        });
        await actor.GracefulStop(Patience);
        probe.Ref.Tell("marker");
        await probe.Expect("marker");
    }

    [Fact]
    public async Task Watch_with_brings_the_chosen_message()
    {
        var probe = NewProbe();
        var actor = Start(new Script());
        await probe.Do(context => context.WatchWith(actor, "it is gone"));
        Sys.Stop(actor);
        await probe.Expect("it is gone");
        Assert.Equal(actor, probe.LastSender);
    }

    [Fact]
    public async Task Watching_again_for_another_message_is_refused()
    {
        var result = new TaskCompletionSource<Exception?>();
        var actor = Start(new Script());
        await NewProbe().Do(context =>
        {
            context.Watch(actor);
            result.SetResult(Record.Exception(() => context.WatchWith(actor, "other")));
        });
        Assert.IsType<InvalidOperationException>(await result.Task);
    }

    [Fact]
    public async Task A_watcher_that_does_not_handle_the_end_ends_too()
    {
        var probe = NewProbe();
        var actor = Start(new Script());
        var partner = Sys.ActorOf(Props.Create(() => new Partner(actor)));
        await probe.Watch(partner);
        await partner.Ask("are you there", Patience);
        Sys.Stop(actor);
        Assert.Equal(partner, (await probe.Expect<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task The_name_of_a_watched_child_is_free_when_its_end_is_received()
    {
        var again = new TaskCompletionSource<IActorRef>();
        Start(new Script
        {
            PreStart = context => context.Stop(context.Watch(context.ActorOf(Scripted.Props(new Script()), "child"))),
            OnMessage = (context, message) =>
            {
                if (message is Terminated) again.SetResult(context.ActorOf(Scripted.Props(new Script()), "child"));
            },
        });
        Assert.Equal("child", (await again.Task.WaitAsync(Patience)).Path.Name);
    }

    [Fact]
    public async Task A_lost_node_ends_what_was_watched_there()
    {
        var probe = NewProbe();
        var elsewhere = new Elsewhere((ActorSystemImpl)Sys, new RootActorPath(new Address("akka.tcp", "other", "10.0.0.1", 4053)) / "user" / "a#7");
        await probe.Watch(elsewhere);
        Assert.IsType<Watch>(await elsewhere.Got.Task.WaitAsync(Patience));
        Sys.EventStream.Publish(new AddressTerminated(new Address("akka.tcp", "other", "10.0.0.2", 4053)));
        Sys.EventStream.Publish(new AddressTerminated(elsewhere.Path.Address));
        var terminated = await probe.Expect<Terminated>();
        Assert.Equal(elsewhere, terminated.ActorRef);
        Assert.True(terminated.AddressTerminated);
    }

    [Fact]
    public async Task The_end_can_be_awaited_from_outside_of_actors()
    {
        var actor = Start(new Script());
        var end = actor.WatchAsync();
        Assert.False(end.IsCompleted);
        Sys.Stop(actor);
        Assert.True(await end.WaitAsync(Patience));
    }

    private sealed class Partner : ReceiveActor
    {
        public Partner(IActorRef other)
        {
            Context.Watch(other);
            Receive<string>(message => Sender.Tell(message));
        }
    }
}
