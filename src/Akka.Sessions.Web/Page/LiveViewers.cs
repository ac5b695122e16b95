using System.Text.Json;
using Akka.Sessions.Web.Page.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Akka.Sessions.Web.Page;

/// <summary>
/// The open pages: each is sent, once a second, those parts of the page that changed (server-sent events). At most so many at once, each for
/// some minutes; the browser then comes again, and is asked again who it is.
/// </summary>
internal sealed class LiveViewers(PageFigures figures, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    public const int Most = 32;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stay = TimeSpan.FromMinutes(10);

    private int _count;

    public async Task ServeAsync(HttpContext http, string root)
    {
        // A host that stops waits for what is open.
        if (Interlocked.Increment(ref _count) > Most || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            Interlocked.Decrement(ref _count);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "10";
            return;
        }

        try
        {
            using var stay = new CancellationTokenSource(Stay, clock);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stay.Token, http.RequestAborted, lifetime.ApplicationStopping);
            await SendAsync(http, root, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Someone closed the page, or its time is over.
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private async Task SendAsync(HttpContext http, string root, CancellationToken end)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            var changed = LiveParts.Of(figures.Look(), root).Where(part => sent.GetValueOrDefault(part.Key) != part.Value).ToArray();
            foreach (var (name, html) in changed) sent[name] = html;
            // Nothing but a comment shows a server that the other side has gone.
            var news = changed.ToDictionary(StringComparer.Ordinal);
            var text = news.Count > 0 ? $"data: {JsonSerializer.Serialize(news)}\n\n" : ": nothing new\n\n";
            await http.Response.WriteAsync(text, end);
            await http.Response.Body.FlushAsync(end);
        }
        while (await timer.WaitForNextTickAsync(end));
    }
}
