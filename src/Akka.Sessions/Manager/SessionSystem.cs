using Microsoft.Extensions.Hosting;

namespace Akka.Sessions.Manager;

/// <summary>Starts and stops the sessions of this node with the host.</summary>
internal sealed class SessionSystem : IHostedLifecycleService
{
    public ISessionManager Manager => throw new NotSupportedException("The session system is not built yet.");

    public Task StartingAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The session system is not built yet.");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The session system is not built yet.");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The session system is not built yet.");
}
