using Akka.Actor;
using Akka.Configuration;
using Akka.Embedded.Tests.Actor.Harness;

namespace Akka.Embedded.Tests.Actor.Systems;

public sealed class TerminationTests : ActorTest
{
    private Task _ended = Task.CompletedTask;

    [Fact]
    public async Task Everything_stops_before_the_system_has_terminated_and_callbacks_run_last_registered_first()
    {
        var events = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Start(new Script
        {
            PreStart = context => context.ActorOf(Scripted.Props(new Script { PostStop = _ => events.Enqueue("child") })),
            PostStop = _ => events.Enqueue("parent"),
        });
        ((ExtendedActorSystem)Sys).SystemActorOf(Scripted.Props(new Script { PostStop = _ => events.Enqueue("system actor") }));
        Sys.RegisterOnTermination(() => events.Enqueue("first callback"));
        Sys.RegisterOnTermination(() => throw new InvalidTimeZoneException("harms no other"));
        Sys.RegisterOnTermination(() => events.Enqueue("last callback"));
        await Sys.Terminate().WaitAsync(Patience);
        Assert.True(Sys.WhenTerminated.IsCompletedSuccessfully);
        Assert.Equal(["child", "parent", "system actor", "last callback", "first callback"], events);
    }

    [Fact]
    public async Task Nothing_starts_and_nothing_arrives_after_the_end()
    {
        var actor = Start(new Script());
        await Sys.Terminate().WaitAsync(Patience);
        actor.Tell("too late");
        Assert.Throws<InvalidOperationException>(() => Start(new Script()));
        Assert.Throws<InvalidOperationException>(() => Sys.RegisterOnTermination(() => { }));
    }

    [Fact]
    public async Task Terminating_again_and_from_everywhere_is_the_same_end()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Sys.Terminate()))).WaitAsync(Patience);
        await Sys.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task An_actor_may_end_its_own_system()
    {
        Start(new Script { OnMessage = (context, _) => _ended = context.System.Terminate() }).Tell("end");
        await Sys.WhenTerminated.WaitAsync(Patience);
        await _ended.WaitAsync(Patience);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a_b")]
    public void A_name_that_cannot_stand_in_an_address_is_refused(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    [Theory]
    [InlineData("akka.actor.provider = nonsense", "akka.actor.provider")]
    [InlineData("akka.loggers = [\"No.Such.Logger\"]", "No.Such.Logger")]
    [InlineData("akka.loggers = [\"System.String\"]", "not an actor")]
    [InlineData("akka.extensions = [\"No.Such.Extension\"]", "No.Such.Extension")]
    [InlineData("akka.actor.guardian-supervisor-strategy = nonsense", "guardian-supervisor-strategy")]
    [InlineData("akka.coordinated-shutdown.terminate-actor-system = off", "terminate-actor-system")]
    public void A_configuration_that_cannot_be_followed_is_refused_with_its_key(string hocon, string named)
    {
        var error = Assert.Throws<ConfigurationException>(() =>
            ActorSystem.Create("refused", ConfigurationFactory.ParseString($"akka.stdout-loglevel = OFF, akka.loglevel = OFF\n{hocon}")));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tree_can_be_printed()
    {
        var started = new TaskCompletionSource();
        Start(new Script { PreStart = context => context.ActorOf(Scripted.Props(new Script { PreStart = _ => started.SetResult() }), "child") }, "parent");
        await started.Task.WaitAsync(Patience);
        var tree = ((ExtendedActorSystem)Sys).PrintTree();
        Assert.Contains("    parent Scripted", tree, StringComparison.Ordinal);
        Assert.Contains("      child Scripted", tree, StringComparison.Ordinal);
    }
}
