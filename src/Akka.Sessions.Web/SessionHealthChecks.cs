namespace Akka.Sessions.Web;

/// <summary>
/// The health checks that <c>AddAkkaSessions</c> registers. An application maps each where its balancer and its supervisor look:
/// <c>app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(SessionHealthChecks.ReadyTag) })</c>.
/// </summary>
public static class SessionHealthChecks
{
    /// <summary>The name of the check whether this node may be sent requests: up, all sessions here, linked, not stopping.</summary>
    public const string Ready = "akka-sessions-ready";

    /// <summary>The name of the check whether this process can serve sessions at all; if not, only a restart helps.</summary>
    public const string Live = "akka-sessions-live";

    /// <summary>The tag of <see cref="Ready"/>.</summary>
    public const string ReadyTag = "ready";

    /// <summary>The tag of <see cref="Live"/>.</summary>
    public const string LiveTag = "live";
}
