using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Life;

public sealed class CreationTests : ActorTest
{
    [Fact]
    public async Task Self_and_context_are_there_in_the_constructor()
    {
        var seen = new TaskCompletionSource<(IActorRef Self, IActorRef Parent)>();
        var actor = Start(new Script { Constructor = context => seen.SetResult((context.Self, context.Parent)) }, "known");
        var (self, parent) = await seen.Task.WaitAsync(Patience);
        Assert.Equal(actor, self);
        Assert.Equal("akka://test/user", parent.Path.ToString());
    }

    [Fact]
    public void An_actor_made_with_new_is_refused()
    {
        var error = Assert.Throws<ActorInitializationException>(() => new Greeter());
        Assert.Contains("ActorOf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Props_take_a_type_with_arguments_an_expression_and_a_producer()
    {
        var prefix = "captured";
        var greeter = typeof(Greeter);
        var recipes = new Dictionary<string, Props>
        {
            ["hello "] = Props.Create<Greeter>(),
            ["given "] = Props.Create<Greeter>("given "),
            ["typed "] = Props.Create(greeter, "typed "),
            ["captured 7 "] = Props.Create(() => new Greeter(prefix + " " + Math.Max(3, 7) + " ")),
            ["produced "] = Props.CreateBy(new GreeterProducer()),
            ["made "] = Props.CreateBy<GreeterProducer>("made "),
        };
        foreach (var (greeting, props) in recipes) Assert.Equal(greeting + "you", await Sys.ActorOf(props).Ask<string>("you", Patience));
    }

    [Fact]
    public async Task A_producer_gets_its_actor_back_when_the_actor_is_stopped_or_replaced()
    {
        var producer = new GreeterProducer();
        var actor = Sys.ActorOf(Props.CreateBy(producer));
        actor.Tell(new InvalidTimeZoneException());
        await actor.Ask("you", Patience);
        Assert.Equal(1, producer.Released);
        await actor.GracefulStop(Patience);
        Assert.Equal(2, producer.Released);
    }

    [Fact]
    public void Props_that_fit_no_constructor_are_refused_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => Props.Create<Greeter>(1, 2));
        Assert.Contains("Greeter has no constructor for (Int32, Int32)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Props.Create(typeof(string)));
    }

    [Fact]
    public async Task What_a_constructor_throws_reaches_the_parent_as_the_cause_of_an_initialization_failure()
    {
        var failure = new TaskCompletionSource<Exception>();
        var parent = Start(new Script
        {
            Strategy = new OneForOneStrategy(e =>
            {
                failure.SetResult(e);
                return Directive.Stop;
            }),
            OnMessage = (context, _) => context.ActorOf(Scripted.Props(new Script { Constructor = _ => throw new InvalidTimeZoneException("no") })),
        });
        parent.Tell("make");
        var error = Assert.IsType<ActorInitializationException>(await failure.Task.WaitAsync(Patience));
        Assert.IsType<InvalidTimeZoneException>(error.InnerException);
        Assert.NotNull(error.Actor);
    }

    [Fact]
    public async Task An_actor_that_cannot_be_made_is_stopped()
    {
        var probe = NewProbe();
        var actor = Start(new Script { PreStart = _ => throw new InvalidTimeZoneException("no"), PostStop = _ => probe.Ref.Tell("must not come") });
        await probe.Watch(actor);
        await probe.Expect<Terminated>();
    }

    [Fact]
    public async Task A_name_is_taken_until_its_actor_has_stopped()
    {
        var first = Start(new Script(), "name");
        var error = Assert.Throws<InvalidActorNameException>(() => Start(new Script(), "name"));
        Assert.Contains("name", error.Message, StringComparison.Ordinal);
        var probe = NewProbe();
        await probe.Watch(first);
        Sys.Stop(first);
        await probe.Expect<Terminated>();
        await Eventually(() => ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(first.Path.WithUid(0)) is not ActorCell);
        var second = Start(new Script(), "name");
        Assert.NotEqual(first, second);
        Assert.Equal(first.Path, second.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("100%")]
    public void A_name_that_cannot_stand_in_a_path_is_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Start(new Script(), name));

    [Theory]
    [InlineData("a-B_3.x")]
    [InlineData("session:1@2")]
    [InlineData("100%25")]
    public async Task A_name_of_valid_characters_finds_its_actor(string name)
    {
        var actor = Start(new Script(), name);
        Assert.Equal(actor, await Sys.ActorSelection($"/user/{name}").ResolveOne(Patience));
    }

    [Fact]
    public async Task Actors_without_a_name_are_given_one_after_the_other()
    {
        var names = new TaskCompletionSource<string[]>();
        Start(new Script { OnMessage = (context, _) => names.SetResult([.. Enumerable.Range(0, 66).Select(_ => context.ActorOf<Greeter>().Path.Name)]) }).Tell("go");
        var given = await names.Task;
        Assert.Equal(["$a", "$b", "$c"], given[..3]);
        Assert.Equal(66, given.Distinct().Count());
    }

    [Fact]
    public async Task A_hundred_thousand_children_are_all_found_by_name_and_none_after_they_stopped()
    {
        const int count = 100_000;
        var made = new TaskCompletionSource();
        var parent = Start(new Script
        {
            OnMessage = (context, message) =>
            {
                for (var i = 0; i < count; i++) context.ActorOf(Props.Create<Greeter>(), $"child{i}");
                Assert.All(Enumerable.Range(0, count), i => Assert.NotSame(ActorRefs.Nobody, context.Child($"child{i}")));
                for (var i = 0; i < count; i += 2) context.Stop(context.Child($"child{i}"));
                made.SetResult();
            },
        });
        parent.Tell("go");
        await made.Task.WaitAsync(Patience);
        var cell = (ActorCell)parent;
        await Eventually(() => cell.Children.Length == count / 2);
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(i % 2 == 0, cell.Child($"child{i}").IsNobody()));
    }

    private sealed class Greeter(string greeting) : UntypedActor
    {
        public Greeter() : this("hello ") { }

        protected override void OnReceive(object message)
        {
            if (message is Exception e) throw e;
            Sender.Tell(greeting + message);
        }
    }

    private sealed class GreeterProducer(string greeting) : IIndirectActorProducer
    {
        public GreeterProducer() : this("produced ") { }

        public int Released { get; private set; }

        public Type ActorType => typeof(Greeter);

        public ActorBase Produce() => new Greeter(greeting);

        public void Release(ActorBase actor) => Released++;
    }
}
