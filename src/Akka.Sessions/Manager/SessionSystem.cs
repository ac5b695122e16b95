using System.Diagnostics.Metrics;
using Akka.Actor;
using Akka.Sessions.Actors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Manager;

/// <summary>
/// Starts the sessions of this node before the web server, and stops them around it: not ready, drained and out of the cluster while requests
/// are still served, and the actor system, when it is ours, ends last.
/// </summary>
internal sealed class SessionSystem(
    IServiceProvider services,
    SessionManager manager,
    IOptions<SessionsOptions> options,
    IHostEnvironment environment,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    IMeterFactory meters,
    ILoggerFactory loggers)
    : IHostedLifecycleService, IAsyncDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("Akka.Sessions");
    private OwnSystem? _own;
    private SessionNode? _applications;
    private volatile bool _isStopping;

    /// <summary>The actor system of the present life, when it is ours.</summary>
    public ActorSystem? System => _own?.System;

    private SessionNode? Node => _own?.Node ?? _applications;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<ActorSystem>() is { } given) StartOn(given);
        else StartOwn();
        _ = new SessionMeter(meters, () => Node!);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before the web server stops: it still serves all the while.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        if (_own is not null) await _own.StopReturningAsync();
        if (Node is not { } node) return;
        var settings = node.Settings;
        node.StopTakingNewWork();
        _log.Draining(settings.DrainDelay);
        await Within(Timeout.InfiniteTimeSpan, token => Task.Delay(settings.DrainDelay, clock, token), cancellationToken);
        if (node.IsStopped) return;
        if (!await Within(settings.DrainTimeout, node.DrainAsync, cancellationToken)) _log.NotHandedOver(settings.DrainTimeout);
        if (_own is not null && !await Within(settings.DrainTimeout, node.LeaveAsync, cancellationToken)) _log.NotLeft(settings.DrainTimeout);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the web server has stopped.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (Node is { } node) await node.StopAsync();
        if (_own is not null) await CoordinatedShutdown.Get(_own.System).Run(CoordinatedShutdown.ClrExitReason.Instance);
    }

    /// <summary>For a host that did not get as far as to be stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _own, null) is { } own) await own.DisposeAsync();
    }

    private void StartOwn()
    {
        var config = SystemFactory.ReadConfig(options.Value, environment.ContentRootPath, services.GetService<IConfiguration>());
        // Read and checked before anything is started that would have to be stopped again.
        var settings = SessionSettingsReader.Read(config, options.Value);
        var own = new OwnSystem(options.Value.SystemName, config, settings, manager, clock, loggers);
        own.Start();
        _own = own;
        _ = StopHostAfterAsync(own.WhenLost, settings.StopHostWhenDowned);
    }

    private void StartOn(ActorSystem given)
    {
        var settings = SessionSettingsReader.Read(SystemFactory.ReadConfig(options.Value, given, services.GetService<IConfiguration>()), options.Value);
        var node = SessionNode.Start(given, settings, clock, loggers);
        manager.Open(node);
        _applications = node;
        _ = StopHostAfterAsync(DownedAsync(node), settings.StopHostWhenDowned);
    }

    // Completes only if it was the cluster that ended the application's system.
    private async Task DownedAsync(SessionNode node)
    {
        await node.WhenEnded;
        if (_isStopping || !node.WasDowned) await Task.Delay(Timeout.InfiniteTimeSpan, lifetime.ApplicationStopped);
        _log.ApplicationsSystemDowned();
    }

    private async Task StopHostAfterAsync(Task lost, bool isWanted)
    {
        try
        {
            await lost.WaitAsync(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (!isWanted) return;
        _log.StoppingHost();
        lifetime.StopApplication();
    }

    // Stopping goes on whatever one step meets: false when its time, or the host's patience, was over, or the node has ended by itself.
    private async Task<bool> Within(TimeSpan timeout, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await step(either.Token);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or SessionsStoppedException)
        {
            return false;
        }
    }
}
