using Akka.Actor;
using Akka.Sessions.Actors;
using Akka.Sessions.Manager;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>One life of one node: an actor system with its sessions, in this process.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;

    private ClusterNode(ActorSystem system, SessionNode sessions, RecordedLog log, ILoggerFactory loggers)
    {
        System = system;
        Sessions = sessions;
        Log = log;
        _loggers = loggers;
        var manager = new SessionManager();
        manager.Open(sessions);
        Manager = manager;
    }

    public ActorSystem System { get; }

    public SessionNode Sessions { get; }

    public RecordedLog Log { get; }

    public ISessionManager Manager { get; }

    public bool IsReady => Manager.Status.IsReady;

    public MemberId Id => Sessions.Self;

    public static ClusterNode Start(SessionsOptions options, int protocolVersion, TimeProvider clock)
    {
        var log = new RecordedLog();
        var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        var config = SystemFactory.ReadConfig(options, Environment.CurrentDirectory);
        var system = SystemFactory.Create(options.SystemName, config, loggers);
        return new(system, SessionNode.Start(system, SessionSettingsReader.Read(config, options), clock, loggers, protocolVersion), log, loggers);
    }

    /// <summary>As if the process were killed: nothing is said to anyone, nothing is handed over.</summary>
    public async Task CrashAsync()
    {
        ((ExtendedActorSystem)System).Abort();
        await System.WhenTerminated;
        _loggers.Dispose();
    }

    /// <summary>As the host does it: drained, out of the cluster, ended.</summary>
    public async Task LeaveAsync()
    {
        Sessions.StopTakingNewWork();
        using var patience = new CancellationTokenSource(Sessions.Settings.DrainTimeout);
        await Sessions.DrainAsync(patience.Token);
        await Sessions.LeaveAsync(patience.Token);
        await Sessions.StopAsync();
        await System.Terminate();
        _loggers.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (!System.WhenTerminated.IsCompleted) await CrashAsync();
    }
}
