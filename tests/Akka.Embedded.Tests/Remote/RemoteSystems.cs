using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote;

namespace Akka.Embedded.Tests.Remote;

/// <summary>Systems that listen on free ports of 127.0.0.1, for one test; all are terminated at its end.</summary>
internal sealed class RemoteSystems
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<ActorSystem> _systems = [];

    public ActorSystem Start(string name = "sys", int port = 0, string hocon = "")
    {
        var config = ConfigurationFactory.ParseString($$"""
            akka {
              actor.provider = remote
              loglevel = DEBUG
              stdout-loglevel = OFF
              loggers = []
              remote.dot-netty.tcp { hostname = 127.0.0.1, port = {{port}} }
            }
            """);
        var system = ActorSystem.Create(name, ConfigurationFactory.ParseString(hocon).WithFallback(config));
        _systems.Add(system);
        return system;
    }

    public static TcpRemoting RemotingOf(ActorSystem system) => (TcpRemoting)((ActorSystemImpl)system).Provider.Remote;

    public static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    public static int PortOf(ActorSystem system) =>
        AddressOf(system).Port ?? throw new InvalidOperationException("The system does not listen.");

    /// <summary>The ref that <paramref name="from"/> has of an actor elsewhere.</summary>
    public static IActorRef SeenFrom(ActorSystem from, IActorRef actor, ActorSystem of) =>
        ((ExtendedActorSystem)from).Provider.ResolveActorRef(actor.Path.ToSerializationFormatWithAddress(AddressOf(of)));

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"waited in vain: {what}");
            await Task.Delay(5);
        }
    }

    public async Task TerminateAsync()
    {
        foreach (var system in _systems) await system.Terminate().WaitAsync(Patience);
    }
}

/// <summary>Keeps what it receives, answers text with the same text, and watches actors that it is told.</summary>
internal sealed class Keeper : UntypedActor
{
    private readonly ConcurrentQueue<object> _received;

    public Keeper(ConcurrentQueue<object> received) => _received = received;

    public static (IActorRef Actor, ConcurrentQueue<object> Received) In(ActorSystem system, string? name = null)
    {
        var received = new ConcurrentQueue<object>();
        var actor = system.ActorOf(Props.Create(() => new Keeper(received)), name!);
        return (actor, received);
    }

    /// <summary>What of a type is published on the event stream of a system.</summary>
    public static ConcurrentQueue<object> Subscribe<T>(ActorSystem system)
    {
        var (actor, received) = In(system);
        system.EventStream.Subscribe(actor, typeof(T));
        return received;
    }

    protected override void OnReceive(object message)
    {
        _received.Enqueue(message);
        if (message is string && !Sender.IsNobody()) Sender.Tell(message);
        if (message is IActorRef watched) Context.Watch(watched);
        if (message is Unwatching unwatching) Context.Unwatch(unwatching.Actor);
    }
}

internal sealed record Unwatching(IActorRef Actor);
