using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web;

/// <summary>
/// What an application decides about its sessions: the cluster side of <see cref="SessionsOptions"/>, the cookie, and what an answer waits
/// for. Set at start, read from then on; not for changes at run time.
/// </summary>
public sealed class AkkaSessionsOptions : SessionsOptions
{
    /// <summary>The name of the session cookie when the application gives none.</summary>
    public const string DefaultCookieName = ".Akka.Session";

    /// <summary>
    /// The session cookie: <c>Name</c>, <c>Path</c>, <c>Domain</c>, <c>HttpOnly</c>, <c>SameSite</c>, <c>SecurePolicy</c>,
    /// <c>MaxAge</c>, <c>Extensions</c> and <c>IsEssential</c>. By default a browser-session cookie <see cref="DefaultCookieName"/> for path
    /// <c>/</c>, HttpOnly, SameSite=Lax, Secure on HTTPS, and not essential: where the application asks for consent, there is no session
    /// without it. <c>MaxAge</c> counts from when the cookie is sent: when the session begins, and when its id or route changes.
    /// Two applications on one host name need different names or paths. Tomcat's <c>sessionCookieName</c>, <c>sessionCookiePath</c>,
    /// <c>sessionCookieDomain</c> and <c>useHttpOnly</c> are the source.
    /// </summary>
    public CookieBuilder Cookie { get; set; } = new()
    {
        Name = DefaultCookieName,
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        SecurePolicy = CookieSecurePolicy.SameAsRequest,
    };

    /// <summary>
    /// Whether the cookies are kept apart for each site that shows the application in a frame (the attribute <c>Partitioned</c>, CHIPS).
    /// Needs <c>Cookie.SecurePolicy = Always</c>; browsers take no notice of the cookie in frames without <c>Cookie.SameSite = None</c>.
    /// Default: false.
    /// </summary>
    public bool PartitionedCookie { get; set; }

    /// <summary>
    /// Whether the id in the cookie is protected by ASP.NET Core's Data Protection, so that only ids handed out by this application are ever
    /// looked for. All nodes must then share their keys (<c>docs/operations.md</c>): a cookie that cannot be unprotected, bare ids
    /// included, names an unknown session. Needs <c>AddDataProtection()</c>. Default: false, since an id is random and means nothing.
    /// </summary>
    public bool ProtectCookie { get; set; }

    /// <summary>
    /// The name of this node for sticky balancers: the cookie ends in a dot and it. A request that comes with the name of another node
    /// gets its cookie bound to this one; the session and its id stay what they are. Set it only where the balancer goes by it, each node
    /// with its own. 1 to 64 letters, digits, <c>-</c> or <c>_</c>. Default: <see langword="null"/>, no route. Tomcat's <c>jvmRoute</c>
    /// and JvmRouteBinderValve are the source.
    /// </summary>
    public string? Route { get; set; }

    /// <summary>
    /// What becomes of an answer whose session did not reach its level. Default: <see cref="MissedCommitPolicy.Log"/>.
    /// The other two hold the body back until the commit is through, so that they can still replace it.
    /// </summary>
    public MissedCommitPolicy OnMissedCommit { get; set; } = MissedCommitPolicy.Log;

    /// <summary>
    /// How typed values (<c>Session.Set("cart", cart)</c>) are written as JSON. Default: that of <c>new JsonSerializerOptions()</c>, by
    /// reflection. With source generation: <c>Json.TypeInfoResolverChain.Add(ShopJson.Default)</c>; then only its types can be stored.
    /// Not used where the application registers an <see cref="ISessionValueSerializer"/>. What one release writes the next must be able
    /// to read.
    /// </summary>
    public JsonSerializerOptions Json { get; set; } = new();

    /// <summary>
    /// How long a browser carries the token of a commit that some member has not acknowledged yet. Too short, and a slow member shows the
    /// old state; too long, and requests name commits everyone has long had. Default: 1 minute; 1 second to 1 hour.
    /// </summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Requests for these paths are served as if their endpoints were marked <see cref="ReadOnlySessionAttribute"/>: they count as an access
    /// and change nothing. Otherwise as <see cref="UnreplicatedPaths"/>. Default: none.
    /// </summary>
    public IReadOnlyList<string> ReadOnlyPaths { get; set; } = [];

    /// <summary>
    /// Requests for these paths are served as if their endpoints were marked <see cref="UnreplicatedSessionAttribute"/>: what they change
    /// stays on this node until the next commit here. Regular expressions of .NET, each for the whole of a decoded path without its base
    /// (<c>/poll/.*</c>), case ignored; without look-around and back-references, so that matching takes time in the length of the path
    /// alone. At most 100 patterns of 1,000 characters. Default: none. Tomcat's <c>filter</c> of ReplicationValve is the source.
    /// </summary>
    public IReadOnlyList<string> UnreplicatedPaths { get; set; } = [];
}

/// <summary>What becomes of an answer whose session did not reach its commit level in time.</summary>
public enum MissedCommitPolicy
{
    /// <summary>It is sent; the miss is logged and counted. The commit goes on reaching the other members in the background.</summary>
    Log = 0,

    /// <summary>
    /// A <see cref="MissedCommitException"/> goes up the pipeline before the first byte is sent, so that the application's error page is
    /// shown. After the first byte the connection is cut.
    /// </summary>
    Throw = 1,

    /// <summary>An empty 503 with <c>Retry-After</c> is sent instead. After the first byte the connection is cut.</summary>
    ServiceUnavailable = 2,
}
