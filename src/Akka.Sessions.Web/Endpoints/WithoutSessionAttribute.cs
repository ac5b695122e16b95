using Microsoft.AspNetCore.Builder;

namespace Akka.Sessions.Web;

/// <summary>
/// On an endpoint: it has no session, so a session cookie is neither looked up nor counted as an access.
/// <c>HttpContext.Session</c> throws there. For health checks, assets and webhooks.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WithoutSessionAttribute : Attribute;

/// <summary>Says of endpoints that they have no session.</summary>
public static class WithoutSessionEndpointConventionBuilderExtensions
{
    /// <summary>Puts <see cref="WithoutSessionAttribute"/> on these endpoints.</summary>
    public static TBuilder WithoutSession<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new WithoutSessionAttribute());
}
