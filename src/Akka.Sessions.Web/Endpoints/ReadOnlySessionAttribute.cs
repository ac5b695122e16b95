using Microsoft.AspNetCore.Builder;

namespace Akka.Sessions.Web;

/// <summary>
/// On an endpoint: it reads the session and never changes it. The request counts as an access and nothing else: its session is not
/// committed, and whatever would change it (setting, removing or clearing attributes, timeouts, another id, invalidation) throws an
/// <see cref="InvalidOperationException"/> where it is called. Removing what is not there is no change. Taking a value out of TempData is
/// one. <see cref="AkkaSessionsOptions.ReadOnlyPaths"/> says the same of paths.
/// </summary>
/// <remarks>Tomcat has nothing like it; System.Web has <c>SessionStateBehavior.ReadOnly</c>.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ReadOnlySessionAttribute : Attribute;

/// <summary>Says of endpoints that they do not change the session.</summary>
public static class ReadOnlySessionEndpointConventionBuilderExtensions
{
    /// <summary>Puts <see cref="ReadOnlySessionAttribute"/> on these endpoints.</summary>
    public static TBuilder WithReadOnlySession<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new ReadOnlySessionAttribute());
}
