using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Embedded.Tests.Actor.Messaging;

public sealed class MailboxTests : ActorTest
{
    [Fact]
    public async Task Messages_of_one_sender_arrive_in_their_order()
    {
        var probe = NewProbe();
        for (var i = 0; i < 10_000; i++) probe.Ref.Tell(i);
        for (var i = 0; i < 10_000; i++) await probe.Expect(i);
    }

    [Fact]
    public async Task One_message_is_handled_at_a_time_whoever_sends()
    {
        int inside = 0, most = 0, handled = 0;
        const int senders = 8, each = 20_000;
        var actor = Start(new Script
        {
            OnMessage = (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                handled++;
                Interlocked.Decrement(ref inside);
            },
        });
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < each; i++) actor.Tell(i);
        })));
        await Eventually(() => Volatile.Read(ref handled) == senders * each);
        Assert.Equal(1, most);
    }

    [Fact]
    public void Whatever_many_producers_send_arrives_once_and_in_the_order_of_each()
    {
        Prop.ForAll(
            Gen.Choose(1, 400).ListOf(6).ToArbitrary(),
            counts => Arrives([.. counts]).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

        async Task Arrives(int[] counts)
        {
            var probe = NewProbe();
            await Task.WhenAll(counts.Select((count, producer) => Task.Run(() =>
            {
                for (var i = 0; i < count; i++) probe.Ref.Tell((producer, i));
            })));
            var next = new int[counts.Length];
            for (var i = 0; i < counts.Sum(); i++)
            {
                var (producer, number) = await probe.Expect<(int, int)>();
                Assert.Equal(next[producer]++, number);
            }

            Assert.Equal(counts, next);
            await probe.Ref.GracefulStop(Patience);
        }
    }

    [Fact]
    public async Task A_busy_actor_does_not_keep_others_from_their_turn()
    {
        var stop = false;
        var busy = Start(new Script
        {
            OnMessage = (context, message) =>
            {
                if (!Volatile.Read(ref stop)) context.Self.Tell(message);
            },
        });
        for (var i = 0; i < 100; i++) busy.Tell(i);
        var probe = NewProbe();
        probe.Ref.Tell("hello");
        await probe.Expect("hello");
        Volatile.Write(ref stop, true);
    }

    [Fact]
    public async Task Stopping_goes_ahead_of_the_messages_that_wait()
    {
        var letters = NewListener<Akka.Event.DeadLetter>();
        var handling = new TaskCompletionSource();
        var goOn = new ManualResetEventSlim();
        var actor = Start(new Script
        {
            OnMessage = (_, _) =>
            {
                handling.TrySetResult();
                goOn.Wait(Patience);
            },
        });
        actor.Tell("first");
        await handling.Task;
        actor.Tell("second");
        Sys.Stop(actor);
        await WhenToldToStop(actor);
        goOn.Set();
        Assert.Equal("second", (await letters.Expect<Akka.Event.DeadLetter>()).Message);
    }

    [Fact]
    public void A_null_message_is_refused_at_tell() =>
        Assert.Throws<InvalidMessageException>(() => NewProbe().Ref.Tell(null!));

    [Fact]
    public async Task The_sender_is_the_actor_that_tells_and_outside_of_actors_the_dead_letters()
    {
        var probe = NewProbe();
        probe.Ref.Tell("from outside");
        await probe.Expect("from outside");
        Assert.Equal(Sys.DeadLetters, probe.LastSender);
        var other = NewProbe();
        await other.Do(_ => probe.Ref.Tell("from an actor"));
        await probe.Expect("from an actor");
        Assert.Equal(other.Ref, probe.LastSender);
    }

    [Fact]
    public async Task Forward_keeps_the_sender()
    {
        var probe = NewProbe();
        var forwarder = Start(new Script { OnMessage = (_, message) => probe.Ref.Forward(message) });
        var origin = NewProbe();
        await origin.Do(_ => forwarder.Tell("letter"));
        await probe.Expect("letter");
        Assert.Equal(origin.Ref, probe.LastSender);
    }

    // The guardian has passed the order on once it has handled another one after it.
    private async Task WhenToldToStop(IActorRef actor) => await Sys.ActorSelection(actor.Path.Parent).ResolveOne(Patience);
}
