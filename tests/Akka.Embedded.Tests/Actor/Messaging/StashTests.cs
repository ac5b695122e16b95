using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using Akka.Event;

namespace Akka.Embedded.Tests.Actor.Messaging;

public sealed class StashTests() : ActorTest("akka.actor.default-mailbox.stash-capacity = 2")
{
    [Fact]
    public async Task Stashed_messages_come_back_in_their_order_ahead_of_those_that_wait()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Locked(probe.Ref)));
        foreach (var message in new object[] { 1, 2, 3, "open", 4 }) actor.Tell(message);
        for (var i = 1; i <= 4; i++) await probe.Expect(i);
    }

    [Fact]
    public async Task The_sender_is_stashed_with_the_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Locked(null)));
        var answer = actor.Ask<int>(1, Patience);
        actor.Tell("open");
        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task A_restart_gives_the_stash_back_to_the_mailbox()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Locked(probe.Ref)));
        foreach (var message in new object[] { 1, 2, new InvalidTimeZoneException(), "open" }) actor.Tell(message);
        await probe.Expect(1);
        await probe.Expect(2);
    }

    [Fact]
    public async Task The_stash_of_a_stopped_actor_goes_to_the_dead_letters()
    {
        var letters = NewListener<DeadLetter>();
        var actor = Sys.ActorOf(Props.Create(() => new Locked(null)));
        actor.Tell(1);
        actor.Tell(PoisonPill.Instance);
        Assert.Equal(1, (await letters.Expect<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_message_is_stashed_only_once()
    {
        var actor = Sys.ActorOf(Props.Create<Greedy>());
        Assert.IsType<IllegalActorStateException>(await actor.Ask("twice", Patience));
    }

    [Fact]
    public async Task A_stash_with_a_bound_refuses_what_is_over_it()
    {
        var actor = Sys.ActorOf(Props.Create<Greedy>());
        actor.Tell("once");
        actor.Tell("once");
        Assert.IsType<StashOverflowException>(await actor.Ask("over", Patience));
    }

    [Fact]
    public async Task Messages_can_be_unstashed_one_by_one_and_taken_out()
    {
        var actor = Sys.ActorOf(Props.Create<Clerk>());
        foreach (var number in new[] { 1, 2, 3 }) actor.Tell(number);
        Assert.Equal("1,2,3 of 3", await actor.Ask<string>("take", Patience));
        Assert.Equal(" of 0", await actor.Ask<string>("take", Patience));
    }

    private sealed class Locked : UntypedActor, IWithUnboundedStash
    {
        private readonly IActorRef? _probe;
        private bool _open;

        public Locked(IActorRef? probe) => _probe = probe;

        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Exception e:
                    throw e;
                case "open":
                    _open = true;
                    Stash.UnstashAll();
                    break;
                case var _ when _open:
                    (_probe ?? Sender).Tell(message);
                    break;
                default:
                    Stash.Stash();
                    break;
            }
        }
    }

    private sealed class Greedy : UntypedActor, IWithStash
    {
        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            try
            {
                Stash.Stash();
                if (message is "twice") Stash.Stash();
            }
            catch (AkkaException e)
            {
                Sender.Tell(e);
            }
        }
    }

    private sealed class Clerk : UntypedActor, IWithUnboundedStash
    {
        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            if (message is not "take")
            {
                Stash.Stash();
                return;
            }

            var count = Stash.Count;
            Sender.Tell($"{string.Join(',', Stash.ClearStash().Select(envelope => envelope.Message))} of {count}");
        }
    }
}
