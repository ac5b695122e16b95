using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The orderly end of a process: phases in the order of their dependencies, in each of them the tasks that were added, all at once. It runs once;
/// who asks again gets the same task.
/// </summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly ConcurrentDictionary<string, List<(string Name, Func<Task<Done>> Run)>> _tasks = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Done> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ShutdownPhases _phases;
    private readonly ILoggingAdapter _log;
    private Reason _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, ShutdownPhases phases)
    {
        System = system;
        _phases = phases;
        _log = Logging.GetLogger(system, this);
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Why the shutdown runs; <see langword="null"/> before it does.</summary>
    public Reason ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The longest that all phases together may take.</summary>
    public TimeSpan TotalTimeout => _tasks.Keys.Aggregate(TimeSpan.Zero, (total, phase) => total + Timeout(phase));

    public static CoordinatedShutdown Get(ActorSystem sys) => new CoordinatedShutdownExtension().Get(sys);

    public TimeSpan Timeout(string phase) => _phases.Get(phase).Timeout;

    /// <summary>Adds a task to a phase; too late once the shutdown has come to that phase.</summary>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        _phases.Get(phase);
        if (string.IsNullOrEmpty(taskName)) throw new ArgumentException("A shutdown task has a name, for the log.", nameof(taskName));
        var tasks = _tasks.GetOrAdd(phase, _ => []);
        lock (tasks) tasks.Add((taskName, task));
    }

    /// <summary>Runs the phases, from <paramref name="fromPhase"/> on if that is given.</summary>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        if (fromPhase is not null) _phases.Get(fromPhase);
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null) _ = RunToEndAsync(fromPhase);
        return _completed.Task;
    }

    private async Task RunToEndAsync(string fromPhase)
    {
        try
        {
            // The caller may be an actor, which must not carry the shutdown.
            await Task.Yield();
            _log.Debug("Coordinated shutdown of {0}: {1}", System.Name, _reason);
            foreach (var phase in _phases.From(fromPhase)) await RunPhaseAsync(phase);
            _completed.TrySetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _completed.TrySetException(e);
        }
    }

    private async Task RunPhaseAsync(ShutdownPhase phase)
    {
        if (!_tasks.TryGetValue(phase.Name, out var tasks)) return;
        if (!phase.Enabled)
        {
            _log.Info("Shutdown phase {0} is disabled; its {1} tasks do not run.", phase.Name, tasks.Count);
            return;
        }

        List<Task> running;
        lock (tasks) running = [.. tasks.Select(task => RunTaskAsync(phase, task.Name, task.Run))];
        try
        {
            await Task.WhenAll(running).WaitAsync(phase.Timeout);
        }
        catch (TimeoutException e)
        {
            _log.Warning("Shutdown phase {0} did not end within {1}; {2}.", phase.Name, phase.Timeout, phase.Recover ? "the next begins" : "the shutdown ends here");
            if (!phase.Recover) throw new TimeoutException($"Shutdown phase {phase.Name} did not end within {phase.Timeout}.", e);
        }
    }

    private async Task RunTaskAsync(ShutdownPhase phase, string name, Func<Task<Done>> run)
    {
        try
        {
            await run();
        }
        catch (Exception e) when (phase.Recover)
        {
            _log.Warning(e, "Shutdown task {0} in phase {1} failed: {2}", name, phase.Name, e.Message);
        }
    }
}

public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        var shutdown = new CoordinatedShutdown(system, ShutdownPhases.Read(config));
        ShutdownHooks.Install(shutdown, config);
        return shutdown;
    }
}
