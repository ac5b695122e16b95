using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Life;

public sealed class SupervisionTests : ActorTest
{
    [Fact]
    public async Task A_resumed_child_keeps_its_state_and_its_messages()
    {
        var probe = NewProbe();
        var child = await ChildUnder(new OneForOneStrategy(_ => Directive.Resume), Script.Reporting(probe));
        await probe.Expect("started");
        child.Tell(new InvalidTimeZoneException("no"));
        child.Tell("next");
        await probe.Expect("next");
    }

    [Fact]
    public async Task A_child_to_be_stopped_is_stopped()
    {
        var probe = NewProbe();
        var child = await ChildUnder(new OneForOneStrategy(_ => Directive.Stop), Script.Reporting(probe));
        child.Tell(new InvalidTimeZoneException("no"));
        await probe.Expect("started");
        await probe.Expect("stopped");
    }

    [Fact]
    public async Task By_default_exceptions_restart_and_kill_stops()
    {
        var probe = NewProbe();
        var child = await ChildUnder(SupervisorStrategy.DefaultStrategy, Script.Reporting(probe));
        child.Tell(new InvalidTimeZoneException("no"));
        child.Tell(Kill.Instance);
        await probe.Expect("started");
        await probe.Expect("stopped");
        await probe.Expect("started");
        await probe.Expect("stopped");
        child.Tell("into the void");
        var watcher = NewProbe();
        await watcher.Watch(child);
        await watcher.Expect<Terminated>();
        Assert.True(probe.IsEmpty);
    }

    [Fact]
    public async Task More_restarts_than_allowed_stop_the_child()
    {
        var probe = NewProbe();
        var child = await ChildUnder(new OneForOneStrategy(2, TimeSpan.FromMinutes(5), _ => Directive.Restart), Script.Reporting(probe));
        for (var i = 0; i < 3; i++) child.Tell(new InvalidTimeZoneException("no"));
        for (var i = 0; i < 3; i++)
        {
            await probe.Expect("started");
            await probe.Expect("stopped");
        }

        var watcher = NewProbe();
        await watcher.Watch(child);
        await watcher.Expect<Terminated>();
    }

    [Theory]
    [InlineData(-1, -1, 100, 0, true)]
    [InlineData(0, -1, 1, 0, false)]
    [InlineData(3, -1, 3, 1_000_000, true)]
    [InlineData(3, -1, 4, 1_000_000, false)]
    [InlineData(3, 1000, 4, 100, false)]
    [InlineData(3, 1000, 40, 600, true)]
    [InlineData(-1, 1000, 2, 100, false)]
    [InlineData(-1, 1000, 20, 1001, true)]
    public void Restarts_are_counted_within_the_window(int most, int window, int restarts, int apart, bool lastIsAllowed)
    {
        var stats = new RestartStats();
        for (var i = 0; i < restarts - 1; i++) Assert.True(stats.TryRestart(most, window, 5000 + i * apart));
        Assert.Equal(lastIsAllowed, stats.TryRestart(most, window, 5000 + (restarts - 1) * apart));
    }

    [Fact]
    public async Task One_for_all_restarts_the_siblings_too()
    {
        var probe = NewProbe();
        var started = 0;
        var parent = Start(new Script
        {
            Strategy = new AllForOneStrategy(_ => Directive.Restart),
            PreStart = context =>
            {
                foreach (var name in new[] { "a", "b", "c" })
                {
                    context.ActorOf(
                        Scripted.Props(new Script
                        {
                            PreStart = _ => Interlocked.Increment(ref started),
                            PostRestart = (_, reason) => probe.Ref.Tell($"{name} {reason.Message}"),
                            OnMessage = (_, message) => probe.Ref.Tell(message is Exception e ? throw e : message),
                        }),
                        name);
                }
            },
        });
        await Eventually(() => Volatile.Read(ref started) == 3);
        Sys.ActorSelection(parent.Path / "b").Tell(new InvalidTimeZoneException("no"));
        var restarted = new[] { await probe.Expect<string>(), await probe.Expect<string>(), await probe.Expect<string>() };
        Assert.Equal(["a no", "b no", "c no"], restarted.Order());
        Sys.ActorSelection(parent.Path / "*").Tell("alive");
        for (var i = 0; i < 3; i++) await probe.Expect("alive");
    }

    [Fact]
    public async Task One_for_all_stops_the_siblings_too()
    {
        var probe = NewProbe();
        var parent = Start(new Script
        {
            Strategy = new AllForOneStrategy(_ => Directive.Stop),
            PreStart = context =>
            {
                context.ActorOf(Scripted.Props(Script.Reporting(probe)), "a");
                context.ActorOf(Scripted.Props(Script.Reporting(probe)), "b");
            },
        });
        await probe.Expect("started");
        await probe.Expect("started");
        Sys.ActorSelection(parent.Path / "a").Tell(new InvalidTimeZoneException("no"));
        await probe.Expect("stopped");
        await probe.Expect("stopped");
    }

    [Fact]
    public async Task An_escalated_failure_is_the_parents_own_and_restarts_it_with_its_children()
    {
        var probe = NewProbe();
        var child = await ChildUnder(new OneForOneStrategy(_ => Directive.Escalate), Script.Reporting(probe, "child "), Script.Reporting(probe, "parent "));
        await probe.Expect("parent started");
        await probe.Expect("child started");
        child.Tell(new InvalidTimeZoneException("no"));
        var stopped = new[] { await probe.Expect<string>(), await probe.Expect<string>() };
        Assert.Equal(["child stopped", "parent stopped"], stopped.Order());
        await probe.Expect("parent started");
        await probe.Expect("child started");
    }

    [Fact]
    public async Task A_parent_resumed_after_an_escalated_failure_resumes_the_child_that_failed()
    {
        var probe = NewProbe();
        var grandparent = Start(new Script
        {
            Strategy = new OneForOneStrategy(_ => Directive.Resume),
            PreStart = context => context.ActorOf(Scripted.Props(new Script
            {
                Strategy = new OneForOneStrategy(_ => Directive.Escalate),
                PreStart = c =>
                {
                    c.ActorOf(Scripted.Props(Script.Reporting(probe)), "failing");
                    c.ActorOf(Scripted.Props(Script.Reporting(probe)), "other");
                },
            }), "parent"),
        });
        await probe.Expect("started");
        await probe.Expect("started");
        Sys.ActorSelection(grandparent.Path / "parent" / "failing").Tell(new InvalidTimeZoneException("no"));
        foreach (var name in new[] { "failing", "other" })
        {
            Sys.ActorSelection(grandparent.Path / "parent" / name).Tell(name);
            await probe.Expect(name);
        }
    }

    [Fact]
    public async Task A_failure_that_escalates_beyond_the_user_guardian_ends_the_system()
    {
        var system = ActorSystem.Create("doomed", Akka.Configuration.ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }")
            .WithFallback(Akka.Configuration.ConfigurationFactory.ParseString(
                $"akka.actor.guardian-supervisor-strategy = \"{typeof(Escalating).AssemblyQualifiedName}\"")));
        system.ActorOf(Scripted.Props(new Script { OnMessage = (_, _) => throw new InvalidTimeZoneException("no") })).Tell("fail");
        await system.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_children_of_a_failed_actor_wait_until_it_is_decided_upon()
    {
        var probe = NewProbe();
        var deciding = new ManualResetEventSlim();
        var decide = new ManualResetEventSlim();
        var parent = Start(new Script
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                deciding.Set();
                decide.Wait(Patience);
                return Directive.Resume;
            }),
            PreStart = context => context.ActorOf(Scripted.Props(new Script
            {
                PreStart = c => c.ActorOf(Scripted.Props(Script.Reporting(probe)), "grandchild"),
                OnMessage = (_, message) => throw (Exception)message,
            }), "child"),
        });
        await probe.Expect("started");
        Sys.ActorSelection(parent.Path / "child").Tell(new InvalidTimeZoneException("no"));
        Assert.True(deciding.Wait(Patience));
        Sys.ActorSelection(parent.Path / "child" / "grandchild").Tell("waits");
        var other = NewProbe();
        for (var i = 0; i < 1000; i++) other.Ref.Tell(i);
        for (var i = 0; i < 1000; i++) await other.Expect(i);
        Assert.True(probe.IsEmpty);
        decide.Set();
        await probe.Expect("waits");
    }

    [Fact]
    public async Task The_strategy_of_the_props_comes_before_the_actors_own()
    {
        var probe = NewProbe();
        var script = new Script
        {
            Strategy = SupervisorStrategy.StoppingStrategy,
            PreStart = context => context.ActorOf(Scripted.Props(Script.Reporting(probe)), "child"),
        };
        var parent = Sys.ActorOf(Scripted.Props(script).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Resume)));
        await probe.Expect("started");
        Sys.ActorSelection(parent.Path / "child").Tell(new InvalidTimeZoneException("no"));
        Sys.ActorSelection(parent.Path / "child").Tell("alive");
        await probe.Expect("alive");
    }

    [Fact]
    public void A_table_of_directives_takes_the_first_type_that_fits()
    {
        var decider = Decider.From(Directive.Escalate, Directive.Stop.When<ObjectDisposedException>(), Directive.Resume.When<InvalidOperationException>());
        Assert.Equal(Directive.Stop, decider.Decide(new ObjectDisposedException("child")));
        Assert.Equal(Directive.Resume, decider.Decide(new InvalidOperationException()));
        Assert.Equal(Directive.Escalate, decider.Decide(new InvalidTimeZoneException()));
    }

    private async Task<IActorRef> ChildUnder(SupervisorStrategy strategy, Script child, Script? parent = null)
    {
        var made = new TaskCompletionSource<IActorRef>();
        Start(new Script
        {
            Strategy = strategy,
            PreStart = context =>
            {
                parent?.PreStart(context);
                made.TrySetResult(context.ActorOf(Scripted.Props(child)));
            },
            PostStop = parent?.PostStop ?? (_ => { }),
        });
        return await made.Task.WaitAsync(Patience);
    }

    public sealed class Escalating : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }
}
