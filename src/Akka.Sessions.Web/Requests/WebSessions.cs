using Akka.Sessions.Web.Cookies;
using Akka.Sessions.Web.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Requests;

/// <summary>What the requests of one application have in common.</summary>
internal sealed class WebSessions(
    ISessionManager manager,
    IOptions<AkkaSessionsOptions> options,
    ISessionValueSerializer serializer,
    WebMeter meter,
    ILogger<WebSessions> log)
{
    private readonly PathPatterns _readOnly = new(options.Value.ReadOnlyPaths);
    private readonly PathPatterns _unreplicated = new(options.Value.UnreplicatedPaths);

    public ISessionManager Manager => manager;

    public AkkaSessionsOptions Options { get; } = options.Value;

    public SessionCookies Cookies { get; } = new(options.Value.Cookie, options.Value.TokenLifetime);

    public ISessionValueSerializer Serializer => serializer;

    public WebMeter Meter => meter;

    public ILogger Log => log;

    public SessionPolicy PolicyOf(HttpContext context) => SessionPolicy.Of(context, _readOnly, _unreplicated);
}
