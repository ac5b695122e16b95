using System.Security.Cryptography;
using Akka.Actor;
using Akka.Cluster;
using Akka.Sessions.Actors;
using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Manager;

/// <summary>The running sessions of one life of this node: what the public face works with. One for an actor system.</summary>
internal sealed class SessionNode
{
    private const string ManagerName = "akka-sessions";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private volatile bool _isStopping;
    private volatile bool _isStopped;
    private volatile bool _isRemoved;

    private readonly ActorSystem _system;
    private readonly ILogger _log;
    private readonly CoordinatedShutdown _shutdown;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SessionNode(
        ActorSystem system, ILogger log, MemberId self, SessionSettings settings, ManagerBoard board, SessionEventQueue events,
        TimeProvider clock, IActorRef actor)
    {
        _system = system;
        _log = log;
        _shutdown = CoordinatedShutdown.Get(system);
        ClusterSettings = Cluster.Cluster.Get(system).Settings;
        Self = self;
        Settings = settings;
        Board = board;
        Events = events;
        Clock = clock;
        Actor = actor;
    }

    public MemberId Self { get; }

    public ClusterSettings ClusterSettings { get; }

    public SessionSettings Settings { get; }

    public SessionLimits Limits => Settings.Limits;

    public ManagerBoard Board { get; }

    public TimeProvider Clock { get; }

    public SessionCounters Counters => Board.Counters;

    /// <summary>What happened to the sessions here, on its way to those who listen.</summary>
    public SessionEventQueue Events { get; }

    /// <summary>The manager's actor.</summary>
    public IActorRef Actor { get; }

    /// <summary>Balancers are to send nothing here: the host is stopping, or somebody said so.</summary>
    public bool IsDraining => _isStopping || Board.IsAside;

    /// <summary>False once the actor system has ended, or was removed from the cluster.</summary>
    public bool IsAlive => !_isRemoved && !_system.WhenTerminated.IsCompleted;

    /// <summary>Nothing can be committed here any more.</summary>
    public bool IsStopped => _isStopped;

    /// <summary>Completes when this life is over: it was removed from the cluster unasked, or its actor system has ended.</summary>
    public Task WhenEnded => _ended.Task;

    /// <summary>It was the cluster that ended this life, and nobody here who wanted it.</summary>
    public bool WasDowned => _isRemoved && _shutdown.ShutdownReason is null or CoordinatedShutdown.ClusterDowningReason;

    /// <summary>Someone asked this node to leave the cluster, and it is not to come back by itself.</summary>
    public bool HasLeft => _shutdown.ShutdownReason is CoordinatedShutdown.ClusterLeavingReason;

    /// <summary>What the next life of this node takes over; to be asked for when this one has ended.</summary>
    public NodeLegacy Legacy => new(Counters, [.. Board.Former, new FormerLife(Board.Sessions, Board.Contact)], Board.IsAside);

    /// <exception cref="SessionSettingsException">The actor system lacks something, or has sessions already.</exception>
    public static SessionNode Start(
        ActorSystem system,
        SessionSettings settings,
        TimeProvider clock,
        ILoggerFactory loggers,
        int protocolVersion = ProtocolVersion.Current,
        NodeLegacy? legacy = null)
    {
        var counters = legacy?.Counters ?? new SessionCounters();
        SystemRequirements.Meet(system, counters.MessageRefused);
        var log = loggers.CreateLogger("Akka.Sessions");
        var address = Cluster.Cluster.Get(system).SelfUniqueAddress;
        var self = new MemberId(address.Address.ToString(), address.Uid);
        var events = new SessionEventQueue(settings, counters, clock, log);
        var board = new ManagerBoard(self)
        {
            Counters = counters,
            Watch = events,
            Former = legacy?.Lives ?? [],
            StandingChanged = new TransferSpan(self).OnStanding,
            IsAside = legacy is { StandsAside: true },
        };
        var seedNodes = string.Join(", ", Cluster.Cluster.Get(system).Settings.SeedNodes);
        var surroundings = new ManagerSurroundings(self, protocolVersion, settings, board, clock, log, RandomNumber, seedNodes);
        var node = new SessionNode(system, log, self, settings, board, events, clock, StartManager(system, surroundings));
        board.ServiceOrdered = node.OnServiceOrdered;
        system.RegisterOnTermination(node.End);
        Cluster.Cluster.Get(system).RegisterOnMemberRemoved(node.OnRemoved);
        log.Started(settings.Context, self.Address, settings.CommitLevel, settings.IdleTimeout);
        return node;
    }

    /// <summary>Tells a session of this node; one that is not here yet is made by the manager.</summary>
    public void Tell(SessionHandle? session, object message) =>
        (session is ActorSession kept ? kept.Actor : Actor).Tell(message, ActorRefs.NoSender);

    /// <summary>Not ready from now on; what comes all the same is still served.</summary>
    public void StopTakingNewWork()
    {
        _isStopping = true;
        Actor.Tell(new StopAnnounced(), ActorRefs.NoSender);
    }

    /// <summary>Not ready until <see cref="Resume"/>, and a member as before.</summary>
    public void StandAside()
    {
        if (!Board.IsAside) _log.StandsAside();
        Board.IsAside = true;
    }

    /// <summary>False when the host is stopping.</summary>
    public bool Resume()
    {
        if (Board.IsAside && !_isStopping) _log.Resumed();
        Board.IsAside = false;
        return !_isStopping;
    }

    /// <summary>Completes when every reachable member has applied all commits of this node.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        ThrowIfStopped();
        using var span = SessionActivities.Drain();
        // First, or the question whether all is handed over would overtake them.
        await Task.WhenAll(Board.Sessions.All.Where(handle => handle.Deferred is not null).Select(SendDeferredAsync)).WaitAsync(cancellationToken);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Actor.Tell(new DrainRequest(done), ActorRefs.NoSender);
        await done.Task.WaitAsync(cancellationToken);
    }

    private void OnServiceOrdered(bool standAside)
    {
        if (standAside) _ = DrainAsAskedAsync();
        else Resume();
    }

    // Whoever asked sees from afar how far it is; what stays behind goes out when the members can be reached again.
    private async Task DrainAsAskedAsync()
    {
        StandAside();
        try
        {
            using var patience = new CancellationTokenSource(Settings.DrainTimeout, Clock);
            await DrainAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SessionsStoppedException)
        {
            // It stands aside all the same.
        }
    }

    private async Task SendDeferredAsync(SessionHandle handle)
    {
        try
        {
            await ReplicatedSession.Of(this, handle).CommitAsync(CommitLevel.None);
        }
        catch (SessionEndedException)
        {
            // Then there is nobody to read it.
        }
    }

    /// <summary>Leaves the cluster. From now on nothing can be committed, since nobody would get it; what is here can still be read.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        _isStopped = true;
        var cluster = Cluster.Cluster.Get(_system);
        if (cluster.SelfMember.Status is MemberStatus.Removed or MemberStatus.Down) return;
        await cluster.LeaveAsync(cancellationToken);
    }

    /// <summary>Stops the actors; an actor system that ends anyway takes them along.</summary>
    public async Task StopAsync()
    {
        _isStopped = true;
        try
        {
            await Actor.GracefulStop(StopPatience);
            Events.Close();
        }
        catch (OperationCanceledException)
        {
            _log.NotStopped(StopPatience);
        }
    }

    /// <exception cref="SessionsStoppedException">This node has left or was removed, or its actor system has ended.</exception>
    public void ThrowIfStopped()
    {
        if (!_isStopped) return;
        throw new SessionsStoppedException(_isRemoved
            ? $"{Self} was removed from its cluster: nothing was committed. Repeat the request, here when this node is ready again or on another."
            : $"{Self} has left the cluster: nothing can be committed here any more.");
    }

    // One that leaves in order goes on serving what it has until its system ends.
    private void OnRemoved()
    {
        if (_isStopped) return;
        _isRemoved = true;
        End();
    }

    // Ours or not, and whoever ended it.
    private void End()
    {
        _isStopped = true;
        Events.Close();
        Board.Standing = Board.Standing with { IsUp = false };
        _ended.TrySetResult();
    }

    private static IActorRef StartManager(ActorSystem system, ManagerSurroundings surroundings)
    {
        try
        {
            return system.ActorOf(Props.Create(() => new SessionManagerActor(surroundings, $"/user/{ManagerName}")), ManagerName);
        }
        catch (InvalidActorNameException e)
        {
            throw new SessionSettingsException($"The actor system \"{system.Name}\" has sessions already: one context for an actor system.", e);
        }
    }

    private static long RandomNumber() => RandomNumberGenerator.GetInt32(int.MaxValue) * (long)int.MaxValue + RandomNumberGenerator.GetInt32(int.MaxValue);
}
