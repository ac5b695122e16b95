using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Akka.Sessions.Web.Health;

/// <summary>Whether a balancer may send requests here; when not, it says what is missing.</summary>
internal sealed class ReadyCheck(ISessionManager manager) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = manager.Status;
        var result = status.IsReady
            ? HealthCheckResult.Healthy(
                $"{status.SessionCount} sessions, {status.Members.Count} members, {status.Unreachable.Count} of them unreachable.")
            : new(context.Registration.FailureStatus, $"Not ready: {string.Join("; ", Missing(status))}.");
        return Task.FromResult(result);
    }

    private static IEnumerable<string> Missing(SessionManagerStatus status)
    {
        if (!status.IsAlive) yield return "the actor system has ended or was removed from its cluster";
        if (status.IsDraining) yield return "the node is drained or being stopped";
        if (!status.IsUp) yield return "the node is not up in the cluster";
        if (!status.IsTransferred) yield return "not all sessions of the cluster have arrived";
        if (!status.IsLinked) yield return "a probe has not been answered by every reachable member";
    }
}
