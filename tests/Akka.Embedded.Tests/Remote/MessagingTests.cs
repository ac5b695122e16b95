using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;

namespace Akka.Embedded.Tests.Remote;

public sealed class MessagingTests : IAsyncLifetime
{
    private readonly RemoteSystems _systems = new();
    private readonly ActorSystem _a;
    private readonly ActorSystem _b;

    public MessagingTests()
    {
        _a = _systems.Start("a");
        _b = _systems.Start("b");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.TerminateAsync();

    [Fact]
    public async Task An_ask_to_another_system_is_answered()
    {
        var (echo, _) = Keeper.In(_b, "echo");

        Assert.Equal("hello", await RemoteSystems.SeenFrom(_a, echo, _b).Ask<string>("hello", RemoteSystems.Patience));
    }

    [Fact]
    public async Task A_selection_finds_actors_of_another_system_by_path_and_pattern()
    {
        Keeper.In(_b, "one");
        var (_, two) = Keeper.In(_b, "two");

        var found = await _a.ActorSelection($"{RemoteSystems.AddressOf(_b)}/user/one").ResolveOne(RemoteSystems.Patience);
        Assert.Equal("x", await found.Ask<string>("x", RemoteSystems.Patience));
        _a.ActorSelection($"{RemoteSystems.AddressOf(_b)}/user/t*").Tell("to two");
        await RemoteSystems.UntilAsync(() => two.Contains("to two"), "the pattern to reach two");
        await Assert.ThrowsAsync<ActorNotFoundException>(
            () => _a.ActorSelection($"{RemoteSystems.AddressOf(_b)}/user/none").ResolveOne(RemoteSystems.Patience));
    }

    [Fact]
    public async Task Messages_of_one_sender_arrive_in_order_under_load()
    {
        const int count = 200_000;
        var (keeper, received) = Keeper.In(_b);
        var seen = RemoteSystems.SeenFrom(_a, keeper, _b);
        for (var i = 0; i < count; i++) seen.Tell(i);

        await RemoteSystems.UntilAsync(() => received.Count == count, "all messages");
        Assert.Equal(Enumerable.Range(0, count), received.Cast<int>());
    }

    [Fact]
    public async Task Every_primitive_arrives_as_what_it_was()
    {
        object[] sent = ["", "text é", 1, -2L, true, (byte)3, (short)-4, (ushort)5, 6u, 7ul, 1.5f, -2.5d, 123.456m, 'x'];
        var (keeper, received) = Keeper.In(_b);
        var seen = RemoteSystems.SeenFrom(_a, keeper, _b);
        foreach (var message in sent) seen.Tell(message);
        seen.Tell(new byte[] { 1, 2, 3 });

        await RemoteSystems.UntilAsync(() => received.Count == sent.Length + 1, "all values");
        Assert.Equal(sent, received.Take(sent.Length));
        Assert.Equal(new byte[] { 1, 2, 3 }, received.Last());
    }

    [Fact]
    public async Task A_ref_in_a_message_works_on_the_other_side_and_back_home_is_the_same_actor()
    {
        var (here, _) = Keeper.In(_a, "here");
        var (keeper, received) = Keeper.In(_b);
        RemoteSystems.SeenFrom(_a, keeper, _b).Tell(here);
        await RemoteSystems.UntilAsync(() => received.Count == 1, "the ref");

        var over = Assert.IsAssignableFrom<IActorRef>(received.First());
        Assert.Equal("x", await over.Ask<string>("x", RemoteSystems.Patience));
        Assert.Equal(RemoteSystems.SeenFrom(_b, here, _a), over);
        Assert.Equal(here, RemoteSystems.SeenFrom(_a, here, _a));
        Assert.NotEqual(over, RemoteSystems.SeenFrom(_b, _a.ActorOf(Props.Empty, "other"), _a));
    }

    [Fact]
    public void A_message_without_serializer_is_an_error_at_tell()
    {
        var (keeper, _) = Keeper.In(_b);
        var seen = RemoteSystems.SeenFrom(_a, keeper, _b);

        var error = Assert.Throws<SerializationException>(() => seen.Tell(new Unbound()));
        Assert.Contains(typeof(Unbound).FullName!, error.Message, StringComparison.Ordinal);
        Assert.Contains("serialization-bindings", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddSerializationMap", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_comes_back_as_an_exception_that_names_the_cause()
    {
        var failing = _b.ActorOf(Props.Create(() => new Failing()));

        var error = await Assert.ThrowsAnyAsync<AkkaException>(
            () => RemoteSystems.SeenFrom(_a, failing, _b).Ask<string>("x", RemoteSystems.Patience));
        Assert.Contains("out of stock", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_for_a_stopped_incarnation_is_a_dead_letter_there()
    {
        var letters = Keeper.Subscribe<DeadLetter>(_b);
        var (first, _) = Keeper.In(_b, "again");
        var seen = RemoteSystems.SeenFrom(_a, first, _b);
        await first.GracefulStop(RemoteSystems.Patience);
        // Its name is free once its parent knows too.
        await RemoteSystems.UntilAsync(() => ((ActorSystemImpl)_b).Provider.Guardian.GetChild(["again"]).IsNobody(), "the name to be free");
        var (_, received) = Keeper.In(_b, "again");
        seen.Tell("for the first");

        await RemoteSystems.UntilAsync(() => letters.Cast<DeadLetter>().Any(l => l.Message is "for the first"), "the dead letter");
        Assert.Empty(received);
    }

    [Fact]
    public async Task Both_sides_may_begin_at_the_same_moment()
    {
        var (onA, fromB) = Keeper.In(_a);
        var (onB, fromA) = Keeper.In(_b);
        var toB = RemoteSystems.SeenFrom(_a, onB, _b);
        var toA = RemoteSystems.SeenFrom(_b, onA, _a);
        await Task.WhenAll(Task.Run(() => Count(toB)), Task.Run(() => Count(toA)));

        await RemoteSystems.UntilAsync(() => fromA.Count == 1000 && fromB.Count == 1000, "both directions");
        Assert.Equal(Enumerable.Range(0, 1000), fromA.Cast<int>());
        Assert.Equal(Enumerable.Range(0, 1000), fromB.Cast<int>());

        static void Count(IActorRef to)
        {
            for (var i = 0; i < 1000; i++) to.Tell(i);
        }
    }

    private sealed record Unbound;

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(new Status.Failure(new InvalidOperationException("out of stock")));
    }
}
