using System.Text.Json;
using Akka.Sessions.Web.Page.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Page;

/// <summary>One thing as a page for a person or as JSON for a machine, as the request asks: by <c>.json</c> at its end, or by <c>Accept</c>.</summary>
internal static class PageAnswer
{
    private const string JsonEnding = ".json";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static bool WantsJson(HttpRequest request)
    {
        if (request.Path.Value?.EndsWith(JsonEnding, StringComparison.Ordinal) == true) return true;
        var accepted = request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1);
        return accepted.FirstOrDefault(type => type.SubType == "json" || type.SubType == "html")?.SubType == "json";
    }

    /// <summary>A segment of the path, without what asks for JSON.</summary>
    public static string Segment(HttpRequest request, string name)
    {
        var value = request.RouteValues[name] as string ?? "";
        return value.EndsWith(JsonEnding, StringComparison.Ordinal) ? value[..^JsonEnding.Length] : value;
    }

    public static Task SendAsync(HttpContext http, object thing, Func<Html> page) => WantsJson(http.Request)
        ? http.Response.WriteAsJsonAsync(thing, thing.GetType(), Web, contentType: null, http.RequestAborted)
        : SendAsync(http, page());

    public static Task SendAsync(HttpContext http, Html page)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(page.Text, http.RequestAborted);
    }

    /// <summary>What came of an action: a machine reads it, a person goes on to a page that shows it.</summary>
    public static Task DoneAsync(HttpContext http, object outcome, string next)
    {
        if (WantsJson(http.Request)) return SendAsync(http, outcome, () => Html.None);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = next;
        return Task.CompletedTask;
    }

    public static Task RefuseAsync(HttpContext http, int status, PageLayout layout, string text)
    {
        http.Response.StatusCode = status;
        return SendAsync(http, new { error = text }, () => layout.Notice("Sessions", text));
    }
}
