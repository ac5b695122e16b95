using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Akka.Sessions.Web.Health;

/// <summary>Whether this process can still serve sessions, now or later. A supervisor restarts one that cannot.</summary>
internal sealed class LiveCheck(ISessionManager manager) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var result = manager.Status.IsAlive
            ? HealthCheckResult.Healthy("The actor system is running, or another one takes its place.")
            : new(context.Registration.FailureStatus, "The actor system has ended or was removed from its cluster; only a restart of the process helps.");
        return Task.FromResult(result);
    }
}
