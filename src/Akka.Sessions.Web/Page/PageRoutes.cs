using Akka.Sessions.Web.Page.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Web.Page;

/// <summary>What can be asked of the page, and done by it.</summary>
internal sealed class PageRoutes(
    ISessionManager manager, PageFigures figures, LiveViewers viewers, PageAccess access, TimeProvider clock, ILogger log)
{
    private static readonly object RootKey = new();
    private const int PageSize = 50;
    private const int LongestHash = 64;
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(5);

    public void MapOn(IEndpointRouteBuilder group)
    {
        Get("/", OverviewAsync);
        Get("/index.json", OverviewAsync);
        Get("/live", http => viewers.ServeAsync(http, RootOf(http)));
        Get("/list", ListAsync);
        Get("/list.json", ListAsync);
        Get("/list/{hash}", OneAsync);
        Post("/list/{hash}/end", EndAsync);
        Post("/drain", DrainAsync);
        Post("/resume", ResumeAsync);
        Post("/members/{life}/drain", http => OrderAsync(http, standAside: true));
        Post("/members/{life}/resume", http => OrderAsync(http, standAside: false));
        Get("/page.js", http => PageAsset.SendAsync(http, "page.js", "text/javascript"));
        Get("/page.css", http => PageAsset.SendAsync(http, "page.css", "text/css"));

        void Get(string below, RequestDelegate answer) => group.MapGet(below, Admitted(below, answer));
        void Post(string below, RequestDelegate answer) => group.MapPost(below, Admitted(below, answer));
    }

    private RequestDelegate Admitted(string below, RequestDelegate answer)
    {
        var depth = below.Count(c => c is '/') - (below is "/" ? 1 : 0);
        return async http =>
        {
            if (!access.Admits(http)) return;
            http.Items[RootKey] = Root(http.Request, depth);
            try
            {
                await answer(http);
            }
            catch (SessionsStoppedException stopped)
            {
                await PageAnswer.RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, LayoutFor(http), stopped.Message);
            }
        };
    }

    private PageLayout LayoutFor(HttpContext http) => new(RootOf(http), manager.Status.Self?.Address ?? "not in a cluster");

    private static string RootOf(HttpContext http) => (string)http.Items[RootKey]!;

    // From the path that was asked for, since the page may be in a group, below a path base, or behind a parameter.
    private static string Root(HttpRequest request, int depth)
    {
        var path = request.Path.Value!.TrimEnd('/');
        for (; depth > 0; depth--) path = path[..path.LastIndexOf('/')];
        return request.PathBase.ToUriComponent() + new PathString(path).ToUriComponent();
    }

    private Task OverviewAsync(HttpContext http)
    {
        var look = figures.Look();
        return PageAnswer.SendAsync(http, look.Overview, () => LayoutFor(http).Overview(look));
    }

    private Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (Given(query["hash"]) is { } hash)
        {
            http.Response.Redirect($"{RootOf(http)}/list/{Uri.EscapeDataString(hash.Trim())}");
            return Task.CompletedTask;
        }

        var principal = Given(query["principal"]);
        var found = manager.List(Given(query["after"]), PageSize, principal);
        return PageAnswer.SendAsync(http, found, () => SessionViews.List(LayoutFor(http), found, principal, clock.GetUtcNow()));
    }

    private Task OneAsync(HttpContext http) =>
        PageAnswer.Segment(http.Request, "hash") is { Length: <= LongestHash } hash && manager.Inspect(hash) is { } contents
            ? PageAnswer.SendAsync(http, contents, () => SessionViews.One(LayoutFor(http), contents, clock.GetUtcNow()))
            : NotHereAsync(http);

    private async Task EndAsync(HttpContext http)
    {
        var hash = PageAnswer.Segment(http.Request, "hash");
        if (hash.Length > LongestHash || !await manager.EndAsync(hash, cancellationToken: http.RequestAborted))
        {
            await NotHereAsync(http);
            return;
        }

        log.PageEndedSession(hash, Who(http));
        await PageAnswer.DoneAsync(http, new { ended = true }, $"{RootOf(http)}/list");
    }

    private Task NotHereAsync(HttpContext http) => PageAnswer.RefuseAsync(
        http, StatusCodes.Status404NotFound, LayoutFor(http), "No live session has that hash: it ended, or was never here.");

    // It stands aside at once; whoever asked is not kept waiting for a member that is slow to acknowledge.
    private async Task DrainAsync(HttpContext http)
    {
        log.PageDrained(manager.Status.Self, Who(http));
        var isHandedOver = true;
        try
        {
            using var patience = new CancellationTokenSource(DrainPatience, clock);
            await manager.DrainAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            isHandedOver = false;
        }

        await PageAnswer.DoneAsync(http, new { draining = true, handedOver = isHandedOver }, $"{RootOf(http)}/");
    }

    private Task ResumeAsync(HttpContext http)
    {
        if (!manager.Resume())
        {
            return PageAnswer.RefuseAsync(
                http, StatusCodes.Status409Conflict, LayoutFor(http), "The host is stopping this node, and nothing undoes that.");
        }

        log.PageResumed(manager.Status.Self, Who(http));
        return PageAnswer.DoneAsync(http, new { draining = false }, $"{RootOf(http)}/");
    }

    // Another member is told and not waited for: the page shows when it has obeyed.
    private async Task OrderAsync(HttpContext http, bool standAside)
    {
        var (life, status) = (PageAnswer.Segment(http.Request, "life"), manager.Status);
        var member = status.Members.FirstOrDefault(member => PageMember.LifeOf(member) == life);
        if (member == status.Self)
        {
            await (standAside ? DrainAsync(http) : ResumeAsync(http));
            return;
        }

        var order = standAside ? manager.DrainAsync(member, http.RequestAborted) : manager.ResumeAsync(member, http.RequestAborted);
        if (!await order)
        {
            await PageAnswer.RefuseAsync(
                http, StatusCodes.Status404NotFound, LayoutFor(http), "No member of that life can be reached from here.");
            return;
        }

        if (standAside) log.PageDrained(member, Who(http));
        else log.PageResumed(member, Who(http));
        await PageAnswer.DoneAsync(http, new { told = true }, $"{RootOf(http)}/");
    }

    private static string Who(HttpContext http) => http.User.Identity?.Name ?? "somebody";

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
