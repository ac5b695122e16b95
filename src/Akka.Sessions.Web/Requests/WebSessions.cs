using Akka.Sessions.Web.Cookies;
using Akka.Sessions.Web.Endpoints;
using Microsoft.AspNetCore.DataProtection;
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
    ILogger<WebSessions> log,
    IDataProtectionProvider? protection = null)
{
    private readonly PathPatterns _readOnly = new(options.Value.ReadOnlyPaths);
    private readonly PathPatterns _unreplicated = new(options.Value.UnreplicatedPaths);
    private bool _hasWarned;

    public ISessionManager Manager => manager;

    public AkkaSessionsOptions Options { get; } = options.Value;

    public SessionCookies Cookies { get; } = new(options.Value, protection);

    public RouteBinding Routes { get; } = new(options.Value.Route, manager);

    public ISessionValueSerializer Serializer => serializer;

    public WebMeter Meter => meter;

    public ILogger Log => log;

    /// <summary>Quietly, since anyone can send anything; but keys that nodes do not share must show once.</summary>
    public void CookieRefused(int length, FormerSession former)
    {
        meter.CookieRefused();
        if (former is FormerSession.Malformed) log.CookieRefused(length);
        else if (Interlocked.Exchange(ref _hasWarned, true)) log.CookieNotUnprotectedAgain(length);
        else log.CookieNotUnprotected();
    }

    public SessionPolicy PolicyOf(HttpContext context) => SessionPolicy.Of(context, _readOnly, _unreplicated);
}
