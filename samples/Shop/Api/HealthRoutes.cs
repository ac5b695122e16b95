using Akka.Sessions.Web;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Shop.Api;

/// <summary>What a balancer and an orchestrator ask. <c>ready</c>: send requests here. <c>live</c>: let the process live.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        foreach (var tag in new[] { SessionHealthChecks.ReadyTag, SessionHealthChecks.LiveTag })
        {
            var options = new HealthCheckOptions { Predicate = check => check.Tags.Contains(tag), ResponseWriter = WriteAsync };
            routes.MapHealthChecks($"/health/{tag}", options).WithoutSession();
        }
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) =>
        http.Response.WriteAsync(string.Join('\n', report.Entries.Values.Select(entry => entry.Description)));
}
