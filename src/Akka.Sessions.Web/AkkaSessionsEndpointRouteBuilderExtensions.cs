using Akka.Sessions.Web.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Web;

/// <summary>Puts the page of the sessions among an application's endpoints.</summary>
public static class AkkaSessionsEndpointRouteBuilderExtensions
{
    /// <summary>
    /// A live page for those who run the nodes, and the same as JSON for machines: members and their state, sessions, rates, lag, state
    /// transfer; sessions by hash or principal, one's attributes by name and size; the end of a session; draining this node. No id and no
    /// value of a session is ever shown. It has no session of its own.
    /// </summary>
    /// <remarks>
    /// Closed until the application opens it: <c>app.MapAkkaSessions().RequireAuthorization("operators")</c>, or
    /// <see cref="SessionsPageOptions.OpenInDevelopment"/>. Without either it answers 404 and says so in the log; <c>AllowAnonymous()</c>
    /// does not open it.
    /// </remarks>
    /// <param name="endpoints">The application, or a group of endpoints.</param>
    /// <param name="pattern">Where; everything of the page is below it.</param>
    /// <param name="configure">Sets its options.</param>
    /// <exception cref="InvalidOperationException"><c>AddAkkaSessions</c> was not called.</exception>
    public static IEndpointConventionBuilder MapAkkaSessions(
        this IEndpointRouteBuilder endpoints, string pattern = "/sessions", Action<SessionsPageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var services = endpoints.ServiceProvider;
        var manager = services.GetService<ISessionManager>()
            ?? throw new InvalidOperationException("app.MapAkkaSessions() needs builder.Services.AddAkkaSessions(), which was not called.");
        var options = new SessionsPageOptions();
        configure?.Invoke(options);
        var clock = services.GetRequiredService<TimeProvider>();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Akka.Sessions.Web.Page");
        var figures = new PageFigures(manager, clock);
        var viewers = new LiveViewers(figures, clock, services.GetRequiredService<IHostApplicationLifetime>());
        var access = new PageAccess(options, services.GetRequiredService<IHostEnvironment>(), log);
        var group = endpoints.MapGroup(pattern);
        new PageRoutes(manager, figures, viewers, access, clock, log).MapOn(group);
        return group.WithoutSession();
    }
}
