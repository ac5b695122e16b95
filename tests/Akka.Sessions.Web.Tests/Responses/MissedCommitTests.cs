using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Responses;

/// <summary>What is answered when the level was not reached. Nothing but <see cref="MissedCommitPolicy.Log"/> may answer 200 then.</summary>
public sealed class MissedCommitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Log_answers_as_if_nothing_were_and_says_who_lacks_the_commit(bool onKestrel)
    {
        await using var app = await MissingAsync(MissedCommitPolicy.Log, WriteWithBody, onKestrel);

        var answer = await app.Visit().GetAsync();

        Assert.Equal((200, "body"), (answer.Status, answer.Text));
        Assert.True(answer.SetsSessionCookie);
        var line = Assert.Single(app.Log, line => line.StartsWith("Warning 4001", StringComparison.Ordinal));
        Assert.Contains(FakeSessionManager.Other.ToString(), line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/body", true)]
    [InlineData("/body", false)]
    [InlineData("/pipe", true)]
    [InlineData("/pipe", false)]
    [InlineData("/nothing", true)]
    [InlineData("/nothing", false)]
    [InlineData("/length", true)]
    [InlineData("/length", false)]
    [InlineData("/starting", true)]
    [InlineData("/starting", false)]
    [InlineData("/explicit", true)]
    [InlineData("/explicit", false)]
    [InlineData("/start-first", true)]
    public async Task Service_unavailable_replaces_the_answer_by_an_empty_503(string path, bool onKestrel)
    {
        await using var app = await MissingAsync(MissedCommitPolicy.ServiceUnavailable, Serve, onKestrel);

        var answer = await app.Visit().GetAsync(path);

        Assert.Equal((503, ""), (answer.Status, answer.Text));
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.False(answer.Headers.Contains("X-Of-The-Application"));
    }

    [Fact]
    public async Task A_browser_that_repeats_after_a_503_goes_on_with_the_same_session()
    {
        await using var app = await MissingAsync(MissedCommitPolicy.ServiceUnavailable, WriteWithBody, onKestrel: true);
        var browser = app.Visit();
        await browser.GetAsync();
        app.Manager.ReachesLevels = true;

        var answer = await browser.GetAsync();

        Assert.Equal(200, answer.Status);
        Assert.Single(app.Manager.Stored);
    }

    [Theory]
    [InlineData("/body", true)]
    [InlineData("/body", false)]
    [InlineData("/nothing", true)]
    [InlineData("/nothing", false)]
    [InlineData("/pipe", true)]
    [InlineData("/explicit", true)]
    [InlineData("/swallow", true)]
    public async Task Throw_shows_the_applications_error_page(string path, bool onKestrel)
    {
        await using var app = await WebApp.StartAsync(
            app => app.UseExceptionHandler(error => error.Run(http => http.Response.WriteAsync("error page"))).UseAkkaSessions().Run(Serve),
            options => options.OnMissedCommit = MissedCommitPolicy.Throw,
            onKestrel: onKestrel);
        app.Manager.ReachesLevels = false;

        var answer = await app.Visit().GetAsync(path);

        Assert.Equal((500, "error page"), (answer.Status, answer.Text));
        Assert.Contains(app.Log, line => line.Contains(nameof(MissedCommitException), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Throw_answers_500_when_only_a_callback_made_the_change_that_was_missed()
    {
        await using var app = await MissingAsync(MissedCommitPolicy.Throw, Serve, onKestrel: true);

        Assert.Equal(500, (await app.Visit().GetAsync("/starting")).Status);
    }

    [Theory]
    [InlineData(MissedCommitPolicy.Throw)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable)]
    public async Task After_the_first_byte_the_connection_is_cut(MissedCommitPolicy policy)
    {
        WebApp? started = null;
        await using var app = await WebApp.ServingAsync(
            async http =>
            {
                await http.Response.WriteAsync("started");
                await http.Response.Body.FlushAsync();
                started!.Manager.ReachesLevels = false;
                http.Session.SetInt32("a", 1);
            },
            options => options.OnMissedCommit = policy,
            onKestrel: true);
        started = app;
        var id = SessionId.New();
        app.Manager.Stored[id] = new(app.Manager.Now);

        var failure = await Record.ExceptionAsync(() => app.Visit().WithSession(id).GetAsync());

        Assert.IsAssignableFrom<HttpRequestException>(failure);
    }

    [Theory]
    [InlineData(MissedCommitPolicy.Throw)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable)]
    public async Task An_answer_that_reports_an_error_itself_is_left_as_it_is(MissedCommitPolicy policy)
    {
        await using var app = await MissingAsync(policy, http =>
        {
            http.Response.StatusCode = 404;
            return WriteWithBody(http);
        }, onKestrel: true);

        var answer = await app.Visit().GetAsync();

        Assert.Equal((404, "body"), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(MissedCommitPolicy.Log, 200)]
    [InlineData(MissedCommitPolicy.Throw, 500)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable, 503)]
    public async Task A_full_node_gives_no_cookie_and_the_policy_decides(MissedCommitPolicy policy, int status)
    {
        await using var app = await WebApp.ServingAsync(WriteWithBody, options => options.OnMissedCommit = policy, onKestrel: true);
        app.Manager.IsFull = true;

        var answer = await app.Visit().GetAsync();

        Assert.Equal(status, answer.Status);
        Assert.Empty(answer.SetCookies);
        Assert.Contains(app.Log, line => line.StartsWith("Error 4003", StringComparison.Ordinal)
            && line.Contains("max-active-sessions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MissedCommitPolicy.Log, 200)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable, 503)]
    public async Task Changes_to_a_session_that_ended_meanwhile_are_dropped_and_its_cookie_is_deleted(MissedCommitPolicy policy, int status)
    {
        WebApp? started = null;
        var id = SessionId.New();
        await using var app = await WebApp.ServingAsync(
            http =>
            {
                http.Session.SetInt32("a", 1);
                started!.Manager.Ended[id] = SessionEndReason.Invalidated;
                return Task.CompletedTask;
            },
            options => options.OnMissedCommit = policy,
            onKestrel: true);
        started = app;
        app.Manager.Stored[id] = new(app.Manager.Now);
        var browser = app.Visit().WithSession(id);

        var answer = await browser.GetAsync();

        Assert.Equal(status, answer.Status);
        Assert.Null(browser.SessionCookie);
        Assert.Contains(app.Log, line => line.StartsWith("Information 4002", StringComparison.Ordinal));
    }

    private static async Task<WebApp> MissingAsync(MissedCommitPolicy policy, RequestDelegate handler, bool onKestrel)
    {
        var app = await WebApp.ServingAsync(handler, options => options.OnMissedCommit = policy, onKestrel);
        app.Manager.ReachesLevels = false;
        return app;
    }

    private static Task WriteWithBody(HttpContext http)
    {
        http.Session.SetInt32("a", 1);
        return http.Response.WriteAsync("body");
    }

    private static async Task Serve(HttpContext http)
    {
        http.Response.Headers["X-Of-The-Application"] = "yes";
        var path = http.Request.Path.Value;
        if (path is "/starting") http.Response.OnStarting(() => SetAsync(http));
        else http.Session.SetInt32("a", 1);

        switch (path)
        {
            case "/nothing":
                break;
            case "/explicit":
                await http.Session.CommitAsync();
                break;
            case "/start-first":
                await http.Response.StartAsync();
                await http.Response.WriteAsync("body");
                await http.Response.CompleteAsync();
                break;
            case "/pipe":
                "body"u8.CopyTo(http.Response.BodyWriter.GetSpan(4));
                http.Response.BodyWriter.Advance(4);
                break;
            case "/length":
                http.Response.ContentLength = 4;
                await http.Response.WriteAsync("body");
                break;
            case "/swallow":
                await Record.ExceptionAsync(() => http.Response.WriteAsync("body"));
                break;
            default:
                await http.Response.WriteAsync("body");
                break;
        }
    }

    private static Task SetAsync(HttpContext http)
    {
        http.Session.SetInt32("a", 1);
        return Task.CompletedTask;
    }
}
