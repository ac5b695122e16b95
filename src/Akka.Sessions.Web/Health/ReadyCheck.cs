using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Akka.Sessions.Web.Health;

/// <summary>
/// Whether a balancer may send requests here; when not, it says what is missing. Settings that differ between the members only degrade it,
/// since nobody is served worse by one node less.
/// </summary>
internal sealed class ReadyCheck(ISessionManager manager) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = manager.Status;
        var differing = Differing(status);
        var stands = $"{status.SessionCount} sessions, {status.Members.Count} members, {status.Unreachable.Count} of them unreachable.";
        var result = !status.IsReady
            ? new(context.Registration.FailureStatus, $"Not ready: {string.Join("; ", Missing(status))}.", data: differing)
            : differing.Count > 0
                ? HealthCheckResult.Degraded(
                    $"{stands} Settings differ: {string.Join("; ", differing.Select(setting => $"{setting.Key} is {setting.Value}"))}.", data: differing)
                : HealthCheckResult.Healthy(stands);
        return Task.FromResult(result);
    }

    // By key: what it is here, and on each member where it is another.
    private static Dictionary<string, object> Differing(SessionManagerStatus status) =>
        status.Differences.GroupBy(difference => difference.Key, StringComparer.Ordinal).ToDictionary(
            same => same.Key,
            object (same) => string.Join(
                ", ", same.Select(there => $"{there.MemberValue} on {there.Member}").Prepend($"{same.First().Value} here")),
            StringComparer.Ordinal);

    private static IEnumerable<string> Missing(SessionManagerStatus status)
    {
        if (!status.IsAlive) yield return "the actor system has ended or was removed from its cluster";
        if (status.IsDraining) yield return "the node is drained or being stopped";
        if (!status.IsUp) yield return "the node is not up in the cluster";
        if (!status.IsTransferred) yield return "not all sessions of the cluster have arrived";
        if (!status.IsLinked) yield return "a probe has not been answered by every reachable member";
    }
}
