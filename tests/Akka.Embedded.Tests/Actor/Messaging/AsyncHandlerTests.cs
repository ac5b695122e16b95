using Akka.Actor;
using Akka.Embedded.Tests.Actor.Harness;
using Akka.Event;

namespace Akka.Embedded.Tests.Actor.Messaging;

public sealed class AsyncHandlerTests : ActorTest
{
    [Fact]
    public async Task No_other_message_is_handled_before_an_asynchronous_handler_ends()
    {
        var probe = NewProbe();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(probe.Ref, gate.Task)));
        actor.Tell("wait");
        actor.Tell("next");
        await probe.Expect("waiting");
        Assert.True(probe.IsEmpty);
        gate.SetResult();
        await probe.Expect("waited");
        await probe.Expect("next");
    }

    [Fact]
    public async Task Context_and_sender_are_there_after_an_await()
    {
        var probe = NewProbe();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(probe.Ref, gate.Task)));
        var answer = actor.Ask<string>("wait", Patience);
        await probe.Expect("waiting");
        gate.SetResult();
        Assert.Equal($"answer of {actor.Path}", await answer);
    }

    [Fact]
    public async Task Code_after_an_await_never_runs_beside_other_code_of_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create<Counter>());
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => actor.Ask("count", Patience)));
        Assert.Equal(200 * Counter.Steps, await actor.Ask<int>("total", Patience));
    }

    [Fact]
    public async Task A_failed_asynchronous_handler_is_a_failure_of_the_actor()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(probe.Ref, Task.FromException(new InvalidTimeZoneException("no")))));
        actor.Tell("wait");
        actor.Tell("next");
        await probe.Expect("waiting");
        await probe.Expect("restarted after no, handling wait");
        await probe.Expect("next");
    }

    [Fact]
    public async Task A_late_failure_of_an_asynchronous_handler_is_a_failure_of_the_actor_too()
    {
        var probe = NewProbe();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(probe.Ref, gate.Task)));
        actor.Tell("wait");
        await probe.Expect("waiting");
        gate.SetException(new InvalidTimeZoneException("late"));
        await probe.Expect("restarted after late, handling wait");
    }

    [Fact]
    public async Task An_actor_can_be_stopped_while_it_awaits_and_the_code_after_the_await_still_runs()
    {
        var letters = NewListener<DeadLetter>();
        var probe = NewProbe();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finished = new TaskCompletionSource();
        var actor = Start(new Script
        {
            OnMessage = (_, _) => ActorCell.Current.RunTask(async () =>
            {
                try
                {
                    probe.Ref.Tell("waiting");
                    await gate.Task;
                }
                finally
                {
                    finished.SetResult();
                }
            }),
        });
        actor.Tell("wait");
        actor.Tell("never handled");
        await probe.Expect("waiting");
        await probe.Watch(actor);
        Sys.Stop(actor);
        await probe.Expect<Terminated>();
        Assert.Equal("never handled", (await letters.Expect<DeadLetter>()).Message);
        gate.SetResult();
        await finished.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_context_outside_of_an_actor_is_an_error_that_says_where_it_is_there()
    {
        var leaked = new TaskCompletionSource<Task>();
        Sys.ActorOf(Props.Create(() => new Leaking(leaked))).Tell("go");
        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await await leaked.Task);
        Assert.Contains("ConfigureAwait", error.Message, StringComparison.Ordinal);
    }

    private sealed class Waiter : ReceiveActor
    {
        private readonly IActorRef _probe;

        public Waiter(IActorRef probe, Task gate)
        {
            _probe = probe;
            ReceiveAsync<string>(async _ =>
            {
                probe.Tell("waiting");
                await gate;
                Sender.Tell($"answer of {Context.Self.Path}");
                probe.Tell("waited");
            }, message => message == "wait");
            Receive<string>(message => probe.Tell(message));
        }

        protected override void PostRestart(Exception reason) { }

        protected override void PreRestart(Exception reason, object message) => _probe.Tell($"restarted after {reason.Message}, handling {message}");
    }

    private sealed class Counter : ReceiveActor
    {
        public const int Steps = 20;

        private int _total;

        public Counter()
        {
            ReceiveAsync<string>(async _ =>
            {
                for (var i = 0; i < Steps; i++)
                {
                    var before = _total;
                    await Task.Yield();
                    _total = before + 1;
                }

                Sender.Tell("counted");
            }, message => message == "count");
            Receive<string>(_ => Sender.Tell(_total));
        }
    }

    private sealed class Leaking(TaskCompletionSource<Task> leaked) : UntypedActor
    {
        protected override void OnReceive(object message) => leaked.SetResult(Task.Run(() => Context.Self.Tell("never")));
    }
}
