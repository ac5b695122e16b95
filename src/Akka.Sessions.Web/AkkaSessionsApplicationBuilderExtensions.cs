using Akka.Sessions.Web.Requests;
using Akka.Sessions.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web;

/// <summary>Puts replicated sessions into an application's pipeline.</summary>
public static class AkkaSessionsApplicationBuilderExtensions
{
    private const string UsedKey = "Akka.Sessions.Web.Used";

    /// <summary>
    /// Gives every request behind this point its <c>HttpContext.Session</c>. Put it where <c>UseSession()</c> would stand: behind error pages
    /// and static files, before authentication that uses the session, and before the endpoints.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// <c>AddAkkaSessions</c> was not called, this is the second call on the same path, or <c>UseSession()</c> is in the pipeline too.
    /// </exception>
    public static IApplicationBuilder UseAkkaSessions(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.ApplicationServices.GetService<WebSideMarker>() is not { } marker)
            throw new InvalidOperationException("app.UseAkkaSessions() needs builder.Services.AddAkkaSessions(), which was not called.");
        if (!app.Properties.TryAdd(UsedKey, true))
            throw new InvalidOperationException("app.UseAkkaSessions() was called twice; once is enough for everything behind it.");
        marker.Claim("app.UseAkkaSessions()");
        return app.UseMiddleware<SessionsMiddleware>();
    }
}
