using Akka.Actor;
using Akka.Sessions.Actors;
using Akka.Sessions.Manager;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>One node: an actor system with its sessions, in this process. One that returns goes on in another system when it is downed.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private readonly OwnSystem _own;
    private readonly ILoggerFactory _loggers;

    private ClusterNode(OwnSystem own, SessionManager manager, RecordedLog log, ILoggerFactory loggers)
    {
        _own = own;
        Log = log;
        _loggers = loggers;
        Manager = manager;
    }

    public ActorSystem System => _own.System;

    public SessionNode Sessions => _own.Node;

    public RecordedLog Log { get; }

    public ISessionManager Manager { get; }

    public bool IsReady => Manager.Status.IsReady;

    public MemberId Id => Sessions.Self;

    public static ClusterNode Start(SessionsOptions options, int protocolVersion, TimeProvider clock, bool returns)
    {
        var log = new RecordedLog();
        var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        var config = SystemFactory.ReadConfig(options, Environment.CurrentDirectory);
        var manager = new SessionManager();
        var settings = SessionSettingsReader.Read(config, options);
        var own = new OwnSystem(options.SystemName, config, settings, manager, clock, loggers, protocolVersion);
        own.Start();
        if (!returns) _ = own.StopReturningAsync();
        return new(own, manager, log, loggers);
    }

    /// <summary>As if the process were killed: nothing is said to anyone, nothing is handed over.</summary>
    public async Task CrashAsync()
    {
        await _own.StopReturningAsync();
        ((ExtendedActorSystem)System).Abort();
        await System.WhenTerminated;
        _loggers.Dispose();
    }

    /// <summary>As the host does it: drained, out of the cluster, ended.</summary>
    public async Task LeaveAsync()
    {
        await _own.StopReturningAsync();
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
        await _own.StopReturningAsync();
        if (!System.WhenTerminated.IsCompleted) await CrashAsync();
    }
}
