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
    TimeProvider clock,
    IMeterFactory meters,
    ILoggerFactory loggers)
    : IHostedLifecycleService, IAsyncDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("Akka.Sessions");
    private ActorSystem? _system;
    private SessionNode? _node;
    private bool _isOurs;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var given = services.GetService<ActorSystem>();
        var configuration = services.GetService<IConfiguration>();
        var config = given is null
            ? SystemFactory.ReadConfig(options.Value, environment.ContentRootPath, configuration)
            : SystemFactory.ReadConfig(options.Value, given, configuration);
        // Read and checked before anything is started that would have to be stopped again.
        var settings = SessionSettingsReader.Read(config, options.Value);
        _isOurs = given is null;
        _system = given ?? SystemFactory.Create(options.Value.SystemName, config, loggers);
        _node = SessionNode.Start(_system, settings, clock, loggers);
        _ = new SessionMeter(meters, _node);
        manager.Open(_node);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before the web server stops: it still serves all the while.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_node is null) return;
        var settings = _node.Settings;
        _node.StopTakingNewWork();
        _log.Draining(settings.DrainDelay);
        await Within(Timeout.InfiniteTimeSpan, token => Task.Delay(settings.DrainDelay, clock, token), cancellationToken);
        if (!await Within(settings.DrainTimeout, _node.DrainAsync, cancellationToken)) _log.NotHandedOver(settings.DrainTimeout);
        if (_isOurs && !await Within(settings.DrainTimeout, _node.LeaveAsync, cancellationToken)) _log.NotLeft(settings.DrainTimeout);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the web server has stopped.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_node is not null) await _node.StopAsync();
        if (_isOurs && _system is not null) await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance);
    }

    /// <summary>For a host that did not get as far as to be stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOurs && _system is not null) await _system.Terminate();
    }

    // Stopping goes on whatever one step meets: false when its time, or the host's patience, was over.
    private async Task<bool> Within(TimeSpan timeout, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await step(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
