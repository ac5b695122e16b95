using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web;

/// <summary>Finds the request's session beside <c>HttpContext.Session</c>.</summary>
public static class AkkaSessionsHttpContextExtensions
{
    /// <summary>The times, end, id and commits of the request's session.</summary>
    /// <exception cref="InvalidOperationException">The request did not pass <c>UseAkkaSessions()</c>, or its endpoint has no session.</exception>
    public static IReplicatedSessionFeature GetReplicatedSession(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IReplicatedSessionFeature>() ?? throw new InvalidOperationException(
            "This request has no replicated session: call app.UseAkkaSessions() before the endpoints; endpoints marked WithoutSession have none.");
    }
}
