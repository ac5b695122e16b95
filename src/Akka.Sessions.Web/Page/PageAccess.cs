using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Akka.Sessions.Web.Page;

/// <summary>Who may see the page, and which requests may act: closed until the application says who, and nothing is done for another site.</summary>
internal sealed class PageAccess(SessionsPageOptions options, IHostEnvironment environment, ILogger log)
{
    private const string SecFetchSite = "Sec-Fetch-Site";

    private bool _hasWarned;

    /// <summary>Answers what is refused; true for what may go on.</summary>
    public bool Admits(HttpContext http)
    {
        Protect(http.Response.Headers);
        if (!IsOpen(http))
        {
            if (!Interlocked.Exchange(ref _hasWarned, true)) log.PageIsClosed(http.Request.Path, environment.EnvironmentName);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }

        if (!HttpMethods.IsPost(http.Request.Method) || IsOwn(http.Request)) return true;
        var headers = http.Request.Headers;
        log.PageActionRefused(http.Request.Path, Text(headers.Origin), OriginOf(http.Request), Text(headers[SecFetchSite]));
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return false;
    }

    // What the application asks for has been checked by the authorization middleware by now; without that, ASP.NET Core itself throws.
    private bool IsOpen(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        var asks = metadata?.GetMetadata<IAuthorizeData>() is not null || metadata?.GetMetadata<AuthorizationPolicy>() is not null;
        if (asks && metadata?.GetMetadata<IAllowAnonymous>() is null) return true;
        return options.OpenInDevelopment && environment.IsDevelopment();
    }

    // Every browser of the last years sends one of the two, or both, with a POST; who sends neither carries no one's cookies by accident.
    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers[SecFetchSite];
        var origin = request.Headers.Origin;
        return (site.Count == 0 || site == "same-origin")
            && (origin.Count == 0 || string.Equals(origin, OriginOf(request), StringComparison.OrdinalIgnoreCase));
    }

    private static string OriginOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static string Text(Microsoft.Extensions.Primitives.StringValues header) => header.Count == 0 ? "none" : header.ToString();

    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        // Not no-referrer: then browsers send the forms with Origin null.
        headers["Referrer-Policy"] = "same-origin";
        headers[HeaderNames.Vary] = HeaderNames.Accept;
    }
}
