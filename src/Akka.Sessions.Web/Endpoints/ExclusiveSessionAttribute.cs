using Microsoft.AspNetCore.Builder;

namespace Akka.Sessions.Web;

/// <summary>
/// On an endpoint: of all requests for such endpoints with the same session one is served at a time, in the whole cluster and in the order of
/// their coming; each sees what the one before committed. So what is read, changed and written back is not lost between two of them. What it
/// changed is committed at <see cref="CommitLevel.Majority"/>, or at <see cref="CommitLevel.All"/> if that is asked for, before the next is
/// served; requests for other endpoints are held up by none of this. A request without a session cookie has nothing to wait for.
/// </summary>
/// <remarks>
/// <para>A request whose turn does not come within <c>akka.sessions.exclusive.timeout</c>, or that comes where no majority of the members can be
/// reached, is answered with an empty 503 and <c>Retry-After</c> before the endpoint has begun; so is one whose commit misses its level, unless
/// <see cref="AkkaSessionsOptions.OnMissedCommit"/> is <see cref="MissedCommitPolicy.Throw"/>. The body is held back until the commit is
/// through.</para>
/// <para>The turn ends with the endpoint: what <c>OnCompleted</c> callbacks change later is outside it. What it changes is always replicated
/// (<see cref="UnreplicatedSessionAttribute"/> does nothing here), and behind <c>UseSession()</c> it does nothing.</para>
/// <para>Tomcat has nothing like it; ASP.NET's session state locked the session for every request that was not read-only.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ExclusiveSessionAttribute : Attribute;

/// <summary>Says of endpoints that one request at a time of each session may be served.</summary>
public static class ExclusiveSessionEndpointConventionBuilderExtensions
{
    /// <summary>Puts <see cref="ExclusiveSessionAttribute"/> on these endpoints.</summary>
    public static TBuilder WithExclusiveSession<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new ExclusiveSessionAttribute());
}
