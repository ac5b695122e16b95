using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Akka.Sessions.Web.Cookies;

/// <summary>Reads and writes the cookies of one application: the session cookie, and the tokens beside it.</summary>
internal sealed class SessionCookies(AkkaSessionsOptions options, IDataProtectionProvider? protection)
{
    private const string Partitioned = "Partitioned";

    private readonly CookieBuilder _session = options.Cookie;

    // Validated at start; CookieBuilder lets it be null.
    private readonly string _name = options.Cookie.Name!;
    private readonly CookieContent _content = new(options.ProtectCookie ? Protector(protection, options.Cookie.Name!) : null);

    /// <summary>What the session cookie holds, or <see langword="null"/>. It may be anything.</summary>
    public string? Text(HttpRequest request) => request.Cookies[_name];

    public NamedSession Read(string cookie) => _content.Read(cookie);

    public TokensOfRequest? ReadTokens(HttpRequest request) => TokensOfRequest.Read(request.Cookies, _name);

    /// <summary>Whether the browser may be given the cookie: not before consent, where the application asks for it.</summary>
    public bool MayBeSent(HttpContext context)
        => _session.IsEssential || context.Features.Get<ITrackingConsentFeature>() is not { CanTrack: false };

    /// <param name="context">The request.</param>
    /// <param name="id">Of its session.</param>
    /// <param name="route">The node to bind the browser to, if any.</param>
    public void Send(HttpContext context, SessionId id, string? route)
    {
        context.Response.Cookies.Append(_name, _content.Write(id, route), Attributes(context));
        ForbidCaching(context.Response);
    }

    public void Delete(HttpContext context)
    {
        Delete(context, _name);
        ForbidCaching(context.Response);
    }

    public void SendToken(HttpContext context, SessionToken token)
    {
        var attributes = Attributes(context);
        attributes.MaxAge = options.TokenLifetime;
        context.Response.Cookies.Append(
            TokensOfRequest.NameOf(_name, token.Incarnation), TokensOfRequest.ValueOf(token), attributes);
        ForbidCaching(context.Response);
    }

    public void DeleteToken(HttpContext context, int incarnation) => DeleteToken(context, TokensOfRequest.NameOf(_name, incarnation));

    public void DeleteToken(HttpContext context, string name) => Delete(context, name);

    // Browsers heed Max-Age before Expires, and find a partitioned cookie by its attribute only.
    private void Delete(HttpContext context, string name)
    {
        var attributes = Attributes(context);
        attributes.MaxAge = TimeSpan.Zero;
        attributes.Expires = DateTimeOffset.UnixEpoch;
        context.Response.Cookies.Append(name, "", attributes);
    }

    private CookieOptions Attributes(HttpContext context)
    {
        var attributes = _session.Build(context);
        if (options.PartitionedCookie && !attributes.Extensions.Contains(Partitioned, StringComparer.OrdinalIgnoreCase))
            attributes.Extensions.Add(Partitioned);
        return attributes;
    }

    private static IDataProtector? Protector(IDataProtectionProvider? protection, string cookieName) =>
        protection?.CreateProtector("Akka.Sessions.Web.SessionCookie", "v1", cookieName);

    // A cache that kept the answer would hand one browser's session to the next.
    private static void ForbidCaching(HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache,no-store";
        response.Headers.Pragma = "no-cache";
        response.Headers.Expires = "-1";
    }
}
