using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Page;

/// <summary>The page's script and style, which are part of the assembly.</summary>
internal static class PageAsset
{
    public static async Task SendAsync(HttpContext http, string name, string type)
    {
        await using var asset = typeof(PageAsset).Assembly.GetManifestResourceStream($"Akka.Sessions.Web.Page.{name}")!;
        http.Response.ContentType = $"{type}; charset=utf-8";
        http.Response.ContentLength = asset.Length;
        await asset.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
