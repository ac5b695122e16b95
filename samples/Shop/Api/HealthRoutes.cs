using Akka.Sessions.Web;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Shop.Api;

/// <summary>What a balancer and an orchestrator ask. <c>ready</c>: send requests here. <c>live</c>: let the process live.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        foreach (var tag in new[] { "ready", "live" })
        {
            routes.MapHealthChecks($"/health/{tag}", new HealthCheckOptions { Predicate = check => check.Tags.Contains(tag) }).WithoutSession();
        }
    }
}
