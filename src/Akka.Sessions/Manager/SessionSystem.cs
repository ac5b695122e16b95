using Akka.Actor;
using Akka.Sessions.Actors;
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
    ILoggerFactory loggers)
    : IHostedLifecycleService
{
    private readonly ILogger _log = loggers.CreateLogger("Akka.Sessions");
    private ActorSystem? _system;
    private SessionNode? _node;
    private bool _isOurs;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var given = services.GetService<ActorSystem>();
        _isOurs = given is null;
        _system = given ?? SystemFactory.Create(options.Value, environment.ContentRootPath, loggers);
        var settings = SessionSettings.Read(SystemFactory.ReadConfig(options.Value, _system), options.Value);
        _node = SessionNode.Start(_system, settings, clock, loggers);
        manager.Open(_node);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before the web server stops: it still serves all the while.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_node is null || _system is null) return;
        var settings = _node.Settings;
        _node.StopTakingNewWork();
        _log.Draining(settings.DrainDelay);
        await Bounded(Task.Delay(settings.DrainDelay, clock, cancellationToken));
        using var patience = new CancellationTokenSource(settings.DrainTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        if (!await Bounded(_node.DrainAsync(either.Token))) _log.NotHandedOver(settings.DrainTimeout);
        if (_isOurs && !await Bounded(Cluster.Cluster.Get(_system).LeaveAsync(either.Token))) _log.NotLeft(settings.DrainTimeout);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the web server has stopped.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_node is not null) await _node.StopAsync();
        if (_isOurs && _system is not null) await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance);
    }

    // Stopping goes on whatever one step meets: an impatient host (false) must still get its actor system ended.
    private static async Task<bool> Bounded(Task step)
    {
        try
        {
            await step;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
