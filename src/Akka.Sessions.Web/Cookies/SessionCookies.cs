using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Akka.Sessions.Web.Cookies;

/// <summary>Reads and writes the cookies of one application: the session cookie, which is the bare id, and the tokens beside it.</summary>
internal sealed class SessionCookies(CookieBuilder session, TimeSpan tokenLifetime)
{
    // Validated at start; CookieBuilder lets it be null.
    private readonly string _name = session.Name!;

    /// <summary>What the session cookie holds, or <see langword="null"/>. It may be anything.</summary>
    public string? Read(HttpRequest request) => request.Cookies[_name];

    public TokensOfRequest? ReadTokens(HttpRequest request) => TokensOfRequest.Read(request.Cookies, _name);

    /// <summary>Whether the browser may be given the cookie: not before consent, where the application asks for it.</summary>
    public bool MayBeSent(HttpContext context)
        => session.IsEssential || context.Features.Get<ITrackingConsentFeature>() is not { CanTrack: false };

    public void Send(HttpContext context, SessionId id)
    {
        context.Response.Cookies.Append(_name, id.ToCookieValue(), session.Build(context));
        ForbidCaching(context.Response);
    }

    public void Delete(HttpContext context)
    {
        context.Response.Cookies.Delete(_name, session.Build(context));
        ForbidCaching(context.Response);
    }

    public void SendToken(HttpContext context, SessionToken token)
    {
        var options = session.Build(context);
        options.Expires = null;
        options.MaxAge = tokenLifetime;
        context.Response.Cookies.Append(
            TokensOfRequest.NameOf(_name, token.Incarnation), TokensOfRequest.ValueOf(token), options);
        ForbidCaching(context.Response);
    }

    public void DeleteToken(HttpContext context, int incarnation) => DeleteToken(context, TokensOfRequest.NameOf(_name, incarnation));

    public void DeleteToken(HttpContext context, string name) => context.Response.Cookies.Delete(name, session.Build(context));

    // A cache that kept the answer would hand one browser's session to the next.
    private static void ForbidCaching(HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache,no-store";
        response.Headers.Pragma = "no-cache";
        response.Headers.Expires = "-1";
    }
}
