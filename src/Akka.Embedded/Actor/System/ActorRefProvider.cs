namespace Akka.Actor;

/// <summary>The roots of one system's tree, and the way from a path to a ref: a living actor, a dead one, or one on another node.</summary>
internal sealed class ActorRefProvider : IActorRefProvider
{
    private readonly ActorSystemImpl _system;

    public ActorRefProvider(ActorSystemImpl system)
    {
        _system = system;
        RootPath = new RootActorPath(new Address("akka", system.Name));
        DeadLetters = new DeadLetterRef(system, RootPath / "deadLetters");
        IgnoreRef = new IgnoringRef(system, RootPath / "ignore");
        Temp = new TempContainer(system, RootPath / "temp");
    }

    public ActorPath RootPath { get; }

    public Address DefaultAddress => Remote?.LocalAddress ?? RootPath.Address;

    public Settings Settings => _system.Settings;

    public Task TerminationTask => _system.WhenTerminated;

    public ActorCell RootGuardian { get; private set; }

    public ActorCell Guardian { get; private set; }

    public ActorCell SystemGuardian { get; private set; }

    public TempContainer Temp { get; }

    public DeadLetterRef DeadLetters { get; }

    public IgnoringRef IgnoreRef { get; }

    /// <summary>Set before the first actor is made; <see langword="null"/> without remoting.</summary>
    public IRemoteSide Remote { get; set; }

    IActorRef IActorRefProvider.DeadLetters => DeadLetters;

    IActorRef IActorRefProvider.IgnoreRef => IgnoreRef;

    /// <summary>Makes the guardians: <c>/</c>, which stops what escalates to it, <c>/system</c> and <c>/user</c>.</summary>
    public void CreateGuardians()
    {
        var userStrategy = SupervisorStrategyConfigurator.CreateConfigurator(_system.Settings.SupervisorStrategyClass).Create();
        RootGuardian = ActorCell.CreateRoot(_system, GuardianActor.Props(SupervisorStrategy.StoppingStrategy));
        SystemGuardian = RootGuardian.AddChild(GuardianActor.Props(SupervisorStrategy.DefaultStrategy), "system");
        Guardian = RootGuardian.AddChild(GuardianActor.Props(userStrategy), "user");
    }

    public InternalActorRef Resolve(string path) =>
        ActorPath.TryParse(path, out var parsed) ? Resolve(parsed) : throw new UriFormatException($"'{path}' is not the path of an actor.");

    public InternalActorRef Resolve(ActorPath path)
    {
        if (!IsLocal(path.Address)) return Remote?.RefFor(path) ?? DeadRef(path);
        if (path.Depth == 0) return RootGuardian;
        var found = RootGuardian.GetChild(path.Elements);
        return found is Nobody || (path.Uid != 0 && found.Uid != path.Uid) ? DeadRef(path) : found;
    }

    /// <summary>A ref that nothing is behind: what it is told goes to the dead letters.</summary>
    public InternalActorRef DeadRef(ActorPath path) => new EmptyRef(_system, path);

    public bool IsLocal(Address address) => address.HasLocalScope ? address.System == _system.Name : address.Equals(DefaultAddress);

    public IActorRef ResolveActorRef(string path) => Resolve(path);

    public IActorRef ResolveActorRef(ActorPath actorPath) => Resolve(actorPath);

    public IActorRef RootGuardianAt(Address address) => Resolve(new RootActorPath(address));

    public Address GetExternalAddressFor(Address address) =>
        IsLocal(address) ? RootPath.Address : Remote is { } remote && remote.LocalAddress.Protocol == address.Protocol ? remote.LocalAddress : null;

    public ActorPath TempPath() => Temp.NewPath();
}
