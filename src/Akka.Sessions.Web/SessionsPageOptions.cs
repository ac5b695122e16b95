namespace Akka.Sessions.Web;

/// <summary>What an application decides about the page of <c>MapAkkaSessions</c>.</summary>
public sealed class SessionsPageOptions
{
    /// <summary>
    /// Whether everyone who can connect may see the page and act on it while the host's environment is <c>Development</c>. Anywhere else the
    /// page asks for <c>RequireAuthorization</c> all the same. Default: false.
    /// </summary>
    public bool OpenInDevelopment { get; set; }
}
