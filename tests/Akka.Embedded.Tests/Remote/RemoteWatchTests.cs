using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Embedded.Tests.Remote;

public sealed class RemoteWatchTests : IAsyncLifetime
{
    private const string Impatient =
        "akka.remote.watch-failure-detector { heartbeat-interval = 50ms, acceptable-heartbeat-pause = 300ms, threshold = 3 }";

    private readonly RemoteSystems _systems = new();
    private readonly ActorSystem _a;
    private readonly ActorSystem _b;
    private readonly IActorRef _watcher;
    private readonly ConcurrentQueue<object> _heard;

    public RemoteWatchTests()
    {
        _a = _systems.Start("a", hocon: Impatient);
        _b = _systems.Start("b");
        (_watcher, _heard) = Keeper.In(_a);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.TerminateAsync();

    [Fact]
    public async Task A_watcher_hears_of_the_end_of_an_actor_elsewhere()
    {
        var seen = await WatchAsync(Keeper.In(_b, "watched").Actor);
        _b.Stop(await _b.ActorSelection("/user/watched").ResolveOne(RemoteSystems.Patience));

        var end = await EndAsync(seen);
        Assert.True(end.ExistenceConfirmed);
        Assert.False(end.AddressTerminated);
        Assert.Empty(LinksOf(_a));
        Assert.Empty(LinksOf(_b));
    }

    [Fact]
    public async Task A_watcher_hears_of_what_was_sent_before_the_end_first()
    {
        var last = _b.ActorOf(Props.Create(() => new LastWords(RemoteSystems.SeenFrom(_b, _watcher, _a))));
        var seen = await WatchAsync(last);
        last.Tell("speak and stop");

        await EndAsync(seen);
        Assert.Equal(["last words", "end"], _heard.Where(m => m is "last words" or Terminated).Select(m => m is Terminated ? "end" : m));
    }

    [Fact]
    public async Task Watching_what_is_not_there_ends_at_once()
    {
        var nobody = ((ExtendedActorSystem)_a).Provider.ResolveActorRef($"{RemoteSystems.AddressOf(_b)}/user/nobody");
        _watcher.Tell(nobody);

        Assert.False((await EndAsync(nobody)).ExistenceConfirmed);
    }

    [Fact]
    public async Task An_actor_watched_by_path_alone_is_heard_of_too()
    {
        var (actor, _) = Keeper.In(_b, "by-path");
        var seen = ((ExtendedActorSystem)_a).Provider.ResolveActorRef($"{RemoteSystems.AddressOf(_b)}/user/by-path");
        _watcher.Tell(seen);
        await RemoteSystems.UntilAsync(() => LinksOf(_b).Count == 1, "the watch to arrive");
        _b.Stop(actor);

        await EndAsync(seen);
    }

    [Fact]
    public async Task An_unwatched_actor_ends_unheard()
    {
        var (actor, _) = Keeper.In(_b);
        var seen = await WatchAsync(actor);
        _watcher.Tell(new Unwatching(seen));
        await RemoteSystems.UntilAsync(() => LinksOf(_b).Count == 0, "the unwatch to arrive");
        await actor.GracefulStop(RemoteSystems.Patience);

        Assert.Equal("x", await _watcher.Ask<string>("x"));
        Assert.DoesNotContain(_heard, m => m is Terminated);
    }

    [Fact]
    public async Task When_a_node_goes_silent_its_actors_end_and_it_is_quarantined()
    {
        var seen = await WatchAsync(Keeper.In(_b).Actor);
        var uid = RemoteSystems.RemotingOf(_b).Uid;
        RemoteSystems.RemotingOf(_a).Faults.Cut(RemoteSystems.AddressOf(_b));

        Assert.True((await EndAsync(seen)).AddressTerminated);
        Assert.True(RemoteSystems.RemotingOf(_a).AssociationWith(seen.Path.Address).IsQuarantinedUid(uid));
        Assert.Empty(LinksOf(_a));
    }

    [Fact]
    public async Task A_node_that_answers_is_not_suspected()
    {
        await WatchAsync(Keeper.In(_b).Actor);
        await RemoteSystems.UntilAsync(() => RemoteSystems.RemotingOf(_a).Watcher.Answers >= 20, "heartbeats to be answered");

        Assert.DoesNotContain(_heard, m => m is Terminated);
    }

    [Fact]
    public async Task When_a_node_restarts_the_actors_of_its_former_life_end()
    {
        var port = RemoteSystems.PortOf(_b);
        var seen = await WatchAsync(Keeper.In(_b).Actor);
        // As after a crash: the news of its end is lost.
        RemoteSystems.RemotingOf(_b).Faults.Cut(RemoteSystems.AddressOf(_a));
        await _b.Terminate();
        var (keeper, _) = Keeper.In(_systems.Start("b", port));
        keeper.Tell("x");
        await RemoteSystems.UntilAsync(
            () =>
            {
                seen.Tell("anyone?");
                return _heard.OfType<Terminated>().Any(t => t.ActorRef.Equals(seen));
            },
            "the end of the former life");
    }

    [Fact]
    public async Task A_watch_lost_on_the_way_is_made_again_with_the_next_connection()
    {
        var port = RemoteSystems.PortOf(_b);
        await _b.Terminate();
        // Sent while nobody is there, so it goes down with the failed connection.
        var early = ((ExtendedActorSystem)_a).Provider.ResolveActorRef($"akka.tcp://b@127.0.0.1:{port}/user/early");
        _watcher.Tell(early);
        await RemoteSystems.UntilAsync(() => RemoteSystems.RemotingOf(_a).AssociationWith(early.Path.Address).IsEmpty, "the first attempt");
        var again = _systems.Start("b", port);
        var (actor, _) = Keeper.In(again, "early");
        await RemoteSystems.UntilAsync(() => LinksOf(again).Count == 1 || _heard.OfType<Terminated>().Any(), "the watch");
        again.Stop(actor);

        await EndAsync(early);
    }

    [Fact]
    public async Task An_end_whose_news_got_lost_is_heard_of_with_the_next_connection()
    {
        // Patient with the silence that the cut means for heartbeats.
        var patient = _systems.Start("patient");
        var (watcher, heard) = Keeper.In(patient);
        var (lost, _) = Keeper.In(_b);
        var (talker, _) = Keeper.In(patient);
        var seen = RemoteSystems.SeenFrom(patient, lost, _b);
        watcher.Tell(seen);
        await RemoteSystems.UntilAsync(() => LinksOf(_b).Count == 1, "the watch to arrive");
        var toTalker = RemoteSystems.SeenFrom(_b, talker, patient);
        Assert.Equal("x", await toTalker.Ask<string>("x", RemoteSystems.Patience));

        RemoteSystems.RemotingOf(_b).Faults.Cut(RemoteSystems.AddressOf(patient));
        await lost.GracefulStop(RemoteSystems.Patience);
        await RemoteSystems.UntilAsync(
            () => RemoteSystems.RemotingOf(_b).AssociationWith(RemoteSystems.AddressOf(patient)).IsEmpty,
            "the news to be lost");
        RemoteSystems.RemotingOf(patient).Inbound.Close(RemoteSystems.AddressOf(_b), RemoteSystems.RemotingOf(_b).Uid);
        RemoteSystems.RemotingOf(_b).Faults.Heal(RemoteSystems.AddressOf(patient));

        await RemoteSystems.UntilAsync(
            () =>
            {
                toTalker.Tell("I am back");
                return heard.OfType<Terminated>().Any(t => t.ActorRef.Equals(seen));
            },
            "the end");
    }

    private async Task<IActorRef> WatchAsync(IActorRef onB)
    {
        var seen = RemoteSystems.SeenFrom(_a, onB, _b);
        _watcher.Tell(seen);
        await RemoteSystems.UntilAsync(() => LinksOf(_b).Count > 0, "the watch to arrive");
        return seen;
    }

    private async Task<Terminated> EndAsync(IActorRef seen)
    {
        await RemoteSystems.UntilAsync(() => _heard.OfType<Terminated>().Any(t => t.ActorRef.Equals(seen)), $"the end of {seen}");
        return _heard.OfType<Terminated>().Single(t => t.ActorRef.Equals(seen));
    }

    private static IReadOnlyCollection<string> LinksOf(ActorSystem system) => RemoteSystems.RemotingOf(system).Watcher.Links;

    private sealed class LastWords(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            to.Tell("last words");
            Context.Stop(Self);
        }
    }
}
