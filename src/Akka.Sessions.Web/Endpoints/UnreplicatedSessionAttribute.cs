using Microsoft.AspNetCore.Builder;

namespace Akka.Sessions.Web;

/// <summary>
/// On an endpoint: the attributes it changes stay on this node until the next commit of the session here, by a request of another endpoint
/// or when the node drains. So a poll or a counter costs the cluster nothing. What stays is seen by later requests on this node and by no
/// other, and is lost when the node is; a commit of the same attribute in the meantime wins over it.
/// <see cref="AkkaSessionsOptions.UnreplicatedPaths"/> says the same of paths.
/// </summary>
/// <remarks>
/// The <c>filter</c> of Tomcat's ReplicationValve does the same, but for three things. A session that begins in such a request is replicated,
/// since a cookie that one node alone knows is worse than none; so are timeouts, a change of id and an end. And
/// <see cref="IReplicatedSessionFeature.CommitAsync"/> sends at once what it is called for.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class UnreplicatedSessionAttribute : Attribute;

/// <summary>Says of endpoints that what they change need not be on the other nodes.</summary>
public static class UnreplicatedSessionEndpointConventionBuilderExtensions
{
    /// <summary>Puts <see cref="UnreplicatedSessionAttribute"/> on these endpoints.</summary>
    public static TBuilder WithUnreplicatedSession<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new UnreplicatedSessionAttribute());
}
