using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using Akka.Event;

namespace Akka.Embedded.Tests.Actor.Messaging;

public sealed class BehaviorTests : ActorTest
{
    [Fact]
    public async Task Become_replaces_the_behaviour_and_stacked_ones_come_off_again()
    {
        var actor = Sys.ActorOf(Props.Create<Moody>());
        Assert.Equal("calm", await actor.Ask<string>("how", Patience));
        actor.Tell("angry");
        Assert.Equal("angry", await actor.Ask<string>("how", Patience));
        actor.Tell("happy");
        Assert.Equal("happy", await actor.Ask<string>("how", Patience));
        actor.Tell("back");
        Assert.Equal("angry", await actor.Ask<string>("how", Patience));
        actor.Tell("back");
        Assert.Equal("calm", await actor.Ask<string>("how", Patience));
    }

    [Fact]
    public async Task A_restart_brings_the_first_behaviour_back()
    {
        var actor = Sys.ActorOf(Props.Create<Moody>());
        actor.Tell("angry");
        actor.Tell(new InvalidTimeZoneException());
        Assert.Equal("calm", await actor.Ask<string>("how", Patience));
    }

    [Fact]
    public async Task The_constructor_may_choose_the_first_behaviour()
    {
        var actor = Sys.ActorOf(Props.Create<BornAngry>());
        Assert.Equal("angry", await actor.Ask<string>("how", Patience));
    }

    [Fact]
    public async Task The_first_handler_that_fits_takes_the_message()
    {
        var actor = Sys.ActorOf(Props.Create<Picky>());
        Assert.Equal("small", await actor.Ask<string>(3, Patience));
        Assert.Equal("number", await actor.Ask<string>(30, Patience));
        Assert.Equal("type", await actor.Ask<string>(3L, Patience));
        Assert.Equal("any", await actor.Ask<string>('x', Patience));
    }

    [Fact]
    public async Task A_message_that_no_handler_takes_is_published_as_unhandled()
    {
        var unhandled = NewListener<UnhandledMessage>();
        var actor = Sys.ActorOf(Props.Create<Moody>());
        actor.Tell(42);
        var published = await unhandled.Expect<UnhandledMessage>();
        Assert.Equal(42, published.Message);
        Assert.Equal(actor, published.Recipient);
    }

    [Fact]
    public async Task Around_receive_sees_every_message_before_the_behaviour_does()
    {
        var actor = Sys.ActorOf(Props.Create<Doubling>());
        Assert.Equal(84, await actor.Ask<int>(42, Patience));
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(m => m == "how", _ => Sender.Tell("calm"));
            Receive<string>(m => m == "angry", _ => Become(Angry));
            Receive<string>(_ => { }, m => m == "back");
        }

        private void Angry()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(m => m == "how", _ => Sender.Tell("angry"));
            Receive<string>(m => m == "happy", _ => BecomeStacked(() =>
            {
                Receive<string>(m => m == "how", _ => Sender.Tell("happy"));
                Receive<string>(m => m == "back", _ => UnbecomeStacked());
            }));
            Receive<string>(m => m == "back", _ => UnbecomeStacked());
        }
    }

    private sealed class BornAngry : ReceiveActor
    {
        public BornAngry() => Become(() => Receive<string>(_ => Sender.Tell("angry")));
    }

    private sealed class Picky : ReceiveActor
    {
        public Picky()
        {
            Receive<int>(n => Sender.Tell("small"), n => n < 10);
            Receive<int>(n =>
            {
                Sender.Tell("number");
                return true;
            });
            Receive(typeof(long), _ => Sender.Tell("type"));
            ReceiveAny(_ => Sender.Tell("any"));
        }
    }

    private sealed class Doubling : UntypedActor
    {
        protected override bool AroundReceive(Receive receive, object message) => base.AroundReceive(receive, (int)message * 2);

        protected override void OnReceive(object message) => Sender.Tell(message);
    }
}
