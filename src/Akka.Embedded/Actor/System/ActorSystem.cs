using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with what they share: configuration, scheduler, event stream, serialization, extensions.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    public abstract Settings Settings { get; }

    public abstract string Name { get; }

    public abstract Serialization.Serialization Serialization { get; }

    public abstract EventStream EventStream { get; }

    public abstract IActorRef DeadLetters { get; }

    /// <summary>Takes what nobody needs to answer; on every node its own.</summary>
    public abstract IActorRef IgnoreRef { get; }

    public abstract ILoggingAdapter Log { get; }

    public abstract IScheduler Scheduler { get; }

    /// <summary>Completes when every actor has stopped and every registered callback has run.</summary>
    public abstract Task WhenTerminated { get; }

    public TimeSpan StartTime { get; } = TimeSpan.FromTicks(TimeProvider.System.GetUtcNow().Ticks);

    public TimeSpan Uptime => TimeSpan.FromTicks(TimeProvider.System.GetUtcNow().Ticks) - StartTime;

    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, Config config) => Create(name, BootstrapSetup.Create().WithConfig(config));

    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, setup);
        system.Start();
        return system;
    }

    public abstract IActorRef ActorOf(Props props, string name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    public abstract void Stop(IActorRef actor);

    public abstract void RegisterOnTermination(Action code);

    /// <summary>Runs the coordinated shutdown, where that is configured, and stops every actor.</summary>
    public abstract Task Terminate();

    public abstract object RegisterExtension(IExtensionId extension);

    public abstract object GetExtension(IExtensionId extensionId);

    public abstract T GetExtension<T>() where T : class, IExtension;

    public abstract bool HasExtension(Type type);

    public abstract bool HasExtension<T>() where T : class, IExtension;

    public abstract bool TryGetExtension(Type extensionType, out object extension);

    public abstract bool TryGetExtension<T>(out T extension) where T : class, IExtension;

    /// <summary>Terminates the system without waiting for it.</summary>
    public void Dispose()
    {
        _ = Terminate();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What extensions and serializers may use of a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }

    /// <summary>Makes an actor under <c>/system</c>, which outlives those under <c>/user</c>.</summary>
    public abstract IActorRef SystemActorOf(Props props, string name = null);

    public abstract IActorRef SystemActorOf<TActor>(string name = null) where TActor : ActorBase, new();

    /// <summary>Stops every actor at once, without the coordinated shutdown.</summary>
    public abstract void Abort();

    /// <summary>The living actors as an indented tree.</summary>
    public abstract string PrintTree();
}

/// <summary>Turns paths into refs.</summary>
public interface IActorRefProvider
{
    IActorRef DeadLetters { get; }

    IActorRef IgnoreRef { get; }

    /// <summary>The address that other nodes reach this system at.</summary>
    Address DefaultAddress { get; }

    ActorPath RootPath { get; }

    Settings Settings { get; }

    Task TerminationTask { get; }

    IActorRef ResolveActorRef(string path);

    IActorRef ResolveActorRef(ActorPath actorPath);

    IActorRef RootGuardianAt(Address address);

    /// <summary>The address of this system as <paramref name="address"/> sees it, or <see langword="null"/> when it cannot be reached from there.</summary>
    Address GetExternalAddressFor(Address address);

    ActorPath TempPath();
}
