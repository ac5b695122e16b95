using System.Text;
using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The one kind of actor system there is.</summary>
internal sealed partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ExtensionTable _extensions;
    private readonly Loggers _loggers;
    private readonly Uids _uids = new();

    public ActorSystemImpl(string name, ActorSystemSetup setup)
    {
        if (!ValidName().IsMatch(name))
            throw new ArgumentException($"\"{name}\" is no name for an actor system: letters, digits and hyphens, not beginning with a hyphen.", nameof(name));
        Name = name;
        var config = setup.Get<BootstrapSetup>() is { HasValue: true, Value.Config: { HasValue: true } given } ? given.Value : Config.Empty;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(debug: false);
        EventStream.StartStdoutLogger(Settings);
        Log = Logging.GetLogger(EventStream, this);
        Throughput = Math.Max(1, Settings.Config.GetInt("akka.actor.default-dispatcher.throughput"));
        StashCapacity = Settings.Config.GetInt("akka.actor.default-mailbox.stash-capacity");
        Wheel = new TimerWheel(name, Settings.Config.GetTimeSpan("akka.scheduler.tick-duration"), Settings.Config.GetInt("akka.scheduler.ticks-per-wheel"), Log);
        Scheduler = new WheelScheduler(Wheel);
        Provider = new ActorRefProvider(this);
        _extensions = new ExtensionTable(this);
        _loggers = new Loggers(this);
        Serialization = new Serialization.Serialization(this);
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override Serialization.Serialization Serialization { get; }

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override ActorRefProvider Provider { get; }

    public override IActorRef DeadLetters => Provider.DeadLetters;

    public override IActorRef IgnoreRef => Provider.IgnoreRef;

    /// <summary>The wheel behind <see cref="Scheduler"/>, for the engine's own timers.</summary>
    public TimerWheel Wheel { get; }

    public int Throughput { get; }

    /// <summary>What a stash with a bound holds; -1 without bound.</summary>
    public int StashCapacity { get; }

    /// <summary>A number that no other incarnation of an actor has, here or in an earlier life of this system at the same address.</summary>
    public int NextUid() => _uids.Next();

    /// <summary>Everything that needs the finished system: remoting, guardians, loggers, extensions. If one fails there is no system.</summary>
    public void Start()
    {
        try
        {
            Provider.Remote = RemoteSide.For(this);
            Provider.CreateGuardians();
            BeginTermination();
            EventStream.StartUnsubscriber(this);
            Provider.Remote?.Start();
            _loggers.Start();
            if (Settings.LogConfigOnStart) Log.Info("{0}", Settings);
            CoordinatedShutdown.Get(this);
            RemoteSide.StartCluster(this);
            _extensions.Load(Settings.Config.GetStringList("akka.extensions"));
        }
        catch
        {
            Abort();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string name = null) => Provider.Guardian.AddChild(props, name);

    public override IActorRef SystemActorOf(Props props, string name = null) => Provider.SystemGuardian.AddChild(props, name);

    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, Provider.RootGuardian);

    public override void Stop(IActorRef actor)
    {
        var stopped = (InternalActorRef)actor;
        // Guardians stop their children in their own thread, where the children are counted.
        if (stopped.Parent is ActorCell guardian && (guardian == Provider.Guardian || guardian == Provider.SystemGuardian)) guardian.Tell(new StopChild(actor), ActorRefs.NoSender);
        else stopped.Stop();
    }

    public override object RegisterExtension(IExtensionId extension) => _extensions.Register(extension);

    public override object GetExtension(IExtensionId extensionId) => _extensions.Register(extensionId);

    public override T GetExtension<T>() => TryGetExtension<T>(out var extension) ? extension : null;

    public override bool HasExtension(Type type) => TryGetExtension(type, out _);

    public override bool HasExtension<T>() => HasExtension(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension) => _extensions.TryGet(extensionType, out extension);

    public override bool TryGetExtension<T>(out T extension)
    {
        var found = _extensions.TryGet(typeof(T), out var made);
        extension = (T)made;
        return found;
    }

    public override string PrintTree() => Print(new StringBuilder(), Provider.RootGuardian, 0).ToString();

    public override string ToString() => Provider.RootPath.Address.ToString();

    private static StringBuilder Print(StringBuilder tree, ActorCell cell, int depth)
    {
        tree.Append(' ', depth * 2).Append(depth == 0 ? "/" : cell.Name).Append(' ').AppendLine(cell.ActorType.Name);
        foreach (var child in cell.Children) Print(tree, child, depth + 1);
        return tree;
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ValidName();
}
