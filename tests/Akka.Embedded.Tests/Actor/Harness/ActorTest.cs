using Akka.Actor;
using Akka.Configuration;

namespace Akka.Embedded.Tests.Actor.Harness;

/// <summary>A quiet actor system for one test.</summary>
public abstract class ActorTest(string hocon = "") : IAsyncLifetime
{
    /// <summary>Long enough for the slowest machine; a test that waits so long has failed.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected ActorSystem Sys { get; } = ActorSystem.Create("test", ConfigurationFactory.ParseString($"akka {{ loglevel = OFF, stdout-loglevel = OFF }}\n{hocon}"));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Sys.Terminate().WaitAsync(Patience);

    internal Probe NewProbe() => new(Sys);

    /// <summary>A probe that gets the events of a type from the event stream.</summary>
    internal Probe NewListener<T>()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(T));
        return probe;
    }

    protected IActorRef Start(Script script, string? name = null) => Sys.ActorOf(Scripted.Props(script), name!);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    protected static async Task Eventually(Func<bool> condition)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(5, giveUp.Token);
    }
}
