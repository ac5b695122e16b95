using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Endpoints;

public sealed class ReadOnlySessionTests
{
    private static readonly IReadOnlyDictionary<string, Func<HttpContext, Task>> Writes = new Dictionary<string, Func<HttpContext, Task>>
    {
        ["set"] = http => Done(() => http.Session.SetString("b", "2")),
        ["set it again"] = http => Done(() => http.Session.SetString("a", "2")),
        ["remove"] = http => Done(() => http.Session.Remove("a")),
        ["clear"] = http => Done(() => http.Session.Clear()),
        ["set in a scope"] = http => Done(() => http.GetReplicatedSession().Scope("s").SetString("b", "2")),
        ["idle timeout"] = http => Done(() => http.GetReplicatedSession().IdleTimeout = TimeSpan.FromHours(1)),
        ["absolute timeout"] = http => Done(() => http.GetReplicatedSession().AbsoluteTimeout = TimeSpan.FromHours(1)),
        ["another id"] = http => http.GetReplicatedSession().RotateIdAsync().AsTask(),
        ["invalidate"] = http => http.GetReplicatedSession().InvalidateAsync().AsTask(),
    };

    public static TheoryData<string> Names => [.. Writes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_write_throws_where_it_is_made_and_changes_nothing(string write)
    {
        Exception? refusal = null;
        await using var app = await StartAsync(async http => refusal = await Record.ExceptionAsync(() => Writes[write](http)));
        var browser = app.Visit();
        await browser.GetAsync("/write");
        var before = app.Manager.Commits.Count;

        var answer = await browser.GetAsync("/read-only");

        Assert.Contains("marked ReadOnlySession", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
        Assert.Equal(200, answer.Status);
        Assert.Empty(answer.SetCookies);
        Assert.Equal(before, app.Manager.Commits.Count);
        Assert.Equal(["a"], app.Manager.Stored[browser.SessionId].Attributes.Keys);
    }

    [Fact]
    public async Task It_reads_what_is_there_and_counts_as_an_access()
    {
        await using var app = await StartAsync(http => http.Response.WriteAsync(
            $"{http.Session.GetString("a")} {http.GetReplicatedSession().IsReadOnly} {string.Join(',', http.Session.Keys)}"));
        var browser = app.Visit();
        await browser.GetAsync("/write");
        app.Manager.Now += TimeSpan.FromMinutes(3);

        var answer = await browser.GetAsync("/read-only");

        Assert.Equal("1 True a", answer.Text);
        Assert.Equal(app.Manager.Now, app.Manager.Stored[browser.SessionId].LastAccessed);
    }

    [Fact]
    public async Task Removing_and_clearing_where_nothing_is_changes_nothing_and_is_let_be()
    {
        await using var app = await StartAsync(http => Done(() =>
        {
            http.Session.Remove("no such thing");
            http.GetReplicatedSession().Scope("s").Clear();
        }));
        var browser = app.Visit();
        await browser.GetAsync("/write");

        Assert.Equal(200, (await browser.GetAsync("/read-only")).Status);
    }

    [Fact]
    public async Task An_object_changed_in_place_is_not_stored_and_not_even_compared()
    {
        await using var app = await WebApp.StartAsync(app =>
        {
            app.UseRouting();
            app.UseAkkaSessions();
            app.MapGet("/write", http => Done(() => http.Session.Set("list", new List<int> { 1 })));
            app.MapGet("/read-only", http => Done(() => http.Session.Get<List<int>>("list")!.Add(2))).WithReadOnlySession();
        });
        var browser = app.Visit();
        await browser.GetAsync("/write");

        Assert.Equal(200, (await browser.GetAsync("/read-only")).Status);

        Assert.Equal("[1]"u8, app.Manager.Stored[browser.SessionId].Attributes["list"]);
        Assert.DoesNotContain(app.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_browser_without_session_gets_none()
    {
        Exception? refusal = null;
        await using var app = await StartAsync(http => Done(() => refusal = Record.Exception(() => http.Session.SetString("a", "1"))));

        var answer = await app.Visit().GetAsync("/read-only");

        Assert.IsType<InvalidOperationException>(refusal);
        Assert.Empty(answer.SetCookies);
        Assert.Empty(app.Manager.Stored);
    }

    [Fact]
    public async Task A_path_can_be_read_only_too()
    {
        await using var app = await WebApp.ServingAsync(
            http => http.Response.WriteAsync($"{http.GetReplicatedSession().IsReadOnly}"), options => options.ReadOnlyPaths = ["/reports/.*"]);

        Assert.Equal("True", (await app.Visit().GetAsync("/Reports/2030")).Text);
        Assert.Equal("False", (await app.Visit().GetAsync("/a/reports/2030")).Text);
    }

    private static Task<WebApp> StartAsync(RequestDelegate handler) => WebApp.StartAsync(app =>
    {
        app.UseRouting();
        app.UseAkkaSessions();
        app.MapGet("/write", http => Done(() => http.Session.SetString("a", "1")));
        app.MapGet("/read-only", handler).WithReadOnlySession();
    });

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
