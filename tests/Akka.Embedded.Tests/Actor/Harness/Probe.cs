using System.Threading.Channels;
using Akka.Actor;

namespace Akka.Embedded.Tests.Actor.Harness;

/// <summary>An actor that hands what it receives to the test, in order.</summary>
internal sealed class Probe
{
    private readonly Channel<(object Message, IActorRef Sender)> _received = Channel.CreateUnbounded<(object, IActorRef)>();

    public Probe(ActorSystem system)
    {
        Ref = system.ActorOf(Scripted.Props(new Script
        {
            OnMessage = (context, message) =>
            {
                if (message is Run run) run.Action(context);
                else _received.Writer.TryWrite((message, context.Sender));
            },
        }));
    }

    public IActorRef Ref { get; }

    /// <summary>The sender of the message last expected.</summary>
    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>The next message, which must be a <typeparamref name="T"/>.</summary>
    public async Task<T> Expect<T>()
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        object message;
        try
        {
            (message, LastSender) = await _received.Reader.ReadAsync(giveUp.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"No {typeof(T).Name} came.", e);
        }

        return Assert.IsAssignableFrom<T>(message);
    }

    public async Task Expect<T>(T expected) => Assert.Equal(expected, await Expect<T>());

    /// <summary>Whether anything has come that was not expected yet.</summary>
    public bool IsEmpty => _received.Reader.Count == 0;

    /// <summary>Runs code in the context of the probe's actor.</summary>
    public Task Do(Action<IUntypedActorContext> action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Ref.Tell(new Run(context =>
        {
            action(context);
            done.SetResult();
        }));
        return done.Task;
    }

    public Task Watch(IActorRef subject) => Do(context => context.Watch(subject));

    private sealed record Run(Action<IUntypedActorContext> Action);
}
