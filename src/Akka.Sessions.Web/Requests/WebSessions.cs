using Akka.Sessions.Web.Cookies;
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
    public ISessionManager Manager => manager;

    public AkkaSessionsOptions Options { get; } = options.Value;

    public SessionCookies Cookies { get; } = new(options.Value.Cookie, options.Value.TokenLifetime);

    public ISessionValueSerializer Serializer => serializer;

    public WebMeter Meter => meter;

    public ILogger Log => log;
}
