using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using Akka.Event;

namespace Akka.Embedded.Tests.Actor.Messaging;

public sealed class AskTests : ActorTest
{
    private static readonly Script Echo = new() { OnMessage = (context, message) => context.Sender.Tell(message) };

    [Fact]
    public async Task The_answer_completes_the_ask() => Assert.Equal("hello", await Start(Echo).Ask<string>("hello", Patience));

    [Fact]
    public async Task An_ask_without_an_answer_times_out()
    {
        var error = await Assert.ThrowsAsync<AskTimeoutException>(() => Start(new Script()).Ask("hello", TimeSpan.FromMilliseconds(30)));
        Assert.Contains("00:00:00.03", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_as_the_answer_is_thrown()
    {
        var actor = Start(new Script { OnMessage = (context, _) => context.Sender.Tell(new Status.Failure(new InvalidTimeZoneException("no"))) });
        var error = await Assert.ThrowsAsync<InvalidTimeZoneException>(() => actor.Ask<string>("hello", Patience));
        Assert.Equal("no", error.Message);
    }

    [Fact]
    public async Task A_failure_is_an_answer_to_who_asks_for_any_object()
    {
        var actor = Start(new Script { OnMessage = (context, _) => context.Sender.Tell(new Status.Failure(new InvalidTimeZoneException("no"))) });
        Assert.IsType<Status.Failure>(await actor.Ask("hello", Patience));
    }

    [Fact]
    public async Task An_answer_of_another_type_is_an_error_that_names_both()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Start(Echo).Ask<int>("hello", Patience));
        Assert.Contains("System.String", error.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_ask_is_a_cancelled_task_and_its_late_answer_is_no_dead_letter()
    {
        var letters = NewListener<DeadLetter>();
        var asked = new TaskCompletionSource<IActorRef>();
        var actor = Start(new Script { OnMessage = (context, _) => asked.SetResult(context.Sender) });
        using var cancel = new CancellationTokenSource();
        var ask = actor.Ask("hello", Patience, cancel.Token);
        var asker = await asked.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);
        asker.Tell("late");
        Sys.DeadLetters.Tell("marker");
        Assert.Equal("marker", (await letters.Expect<DeadLetter>()).Message);
    }

    [Fact]
    public async Task An_answer_after_the_timeout_is_a_dead_letter()
    {
        var letters = NewListener<DeadLetter>();
        var asked = new TaskCompletionSource<IActorRef>();
        var actor = Start(new Script { OnMessage = (context, _) => asked.SetResult(context.Sender) });
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask("hello", TimeSpan.FromMilliseconds(20)));
        (await asked.Task).Tell("late");
        Assert.Equal("late", (await letters.Expect<DeadLetter>()).Message);
    }

    [Fact]
    public async Task The_asker_is_found_by_its_path_until_it_has_its_answer()
    {
        var asked = new TaskCompletionSource<IActorRef>();
        var actor = Start(new Script { OnMessage = (context, _) => asked.SetResult(context.Sender) });
        var ask = actor.Ask<string>("hello", Patience);
        var path = (await asked.Task).Path;
        Assert.StartsWith("akka://test/temp/$", path.ToString(), StringComparison.Ordinal);
        var provider = ((ExtendedActorSystem)Sys).Provider;
        provider.ResolveActorRef(path.ToSerializationFormat()).Tell("by path", ActorRefs.NoSender);
        Assert.Equal("by path", await ask);

        var letters = NewListener<DeadLetter>();
        provider.ResolveActorRef(path).Tell("again", ActorRefs.NoSender);
        Assert.Equal("again", (await letters.Expect<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_selection_can_be_asked()
    {
        Start(Echo, "echo");
        Assert.Equal("hello", await Sys.ActorSelection("/user/echo").Ask<string>("hello", Patience));
    }

    [Fact]
    public async Task The_message_can_carry_the_ref_to_answer_to()
    {
        var actor = Start(new Script { OnMessage = (_, message) => ((IActorRef)message).Tell("answer") });
        Assert.Equal("answer", await actor.Ask<string>(asker => asker, Patience, CancellationToken.None));
    }

    [Fact]
    public async Task An_ask_of_nobody_outside_of_actors_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => ActorRefs.Nobody.Ask("hello", Patience));
}
