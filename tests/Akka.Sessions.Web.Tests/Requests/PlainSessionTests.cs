using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web.Tests.Requests;

/// <summary>ASP.NET Core's own UseSession() over the same sessions: what it can and what it cannot.</summary>
public sealed class PlainSessionTests
{
    [Fact]
    public async Task It_commits_when_the_pipeline_has_ended_and_the_cookie_holds_no_id()
    {
        await using var app = await ServingAsync(http =>
        {
            http.Session.SetInt32("a", 1);
            return Task.CompletedTask;
        });
        var browser = app.Visit();

        var answer = await browser.GetAsync();

        var id = Assert.Single(app.Manager.Stored).Key;
        Assert.Equal(".AspNetCore.Session", Assert.Single(answer.SetCookies).Name.ToString());
        Assert.DoesNotContain(browser.Cookies.Values, value => value.Contains(id.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_no_feature_and_whoever_asks_for_it_is_told_what_to_call()
    {
        Exception? told = null;
        await using var app = await ServingAsync(http =>
        {
            told = Record.Exception(() => http.GetReplicatedSession());
            return Task.CompletedTask;
        });

        await app.Visit().GetAsync();

        Assert.Contains("app.UseAkkaSessions()", Assert.IsType<InvalidOperationException>(told).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_idle_timeout_is_that_of_AddSession()
    {
        await using var app = await ServingAsync(
            http =>
            {
                http.Session.SetInt32("a", 1);
                return Task.CompletedTask;
            },
            services => services.AddSession(session => session.IdleTimeout = TimeSpan.FromHours(3)));

        await app.Visit().GetAsync();

        Assert.Equal(TimeSpan.FromHours(3), Assert.Single(app.Manager.Stored).Value.IdleTimeout);
    }

    [Fact]
    public async Task A_request_that_does_not_use_the_session_is_an_access_all_the_same()
    {
        await using var app = await ServingAsync(WriteIfAsked);
        var browser = app.Visit();
        await browser.GetAsync("/write");
        app.Manager.Now += TimeSpan.FromMinutes(5);

        await browser.GetAsync("/static");

        Assert.Equal(app.Manager.Now, Assert.Single(app.Manager.Stored).Value.LastAccessed);
        Assert.Single(app.Manager.Commits);
    }

    [Fact]
    public async Task A_session_that_ended_is_followed_by_another_under_the_same_cookie()
    {
        await using var app = await ServingAsync(WriteIfAsked);
        var browser = app.Visit();
        var ids = new HashSet<SessionId>();

        for (var life = 0; life < 4; life++)
        {
            Assert.Equal("empty", (await browser.GetAsync()).Text);
            await browser.GetAsync("/write");
            Assert.Equal("written", (await browser.GetAsync()).Text);
            ids.Add(End(app));
        }

        Assert.Equal(4, ids.Count);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => browser.GetAsync("/write"));
        Assert.Contains("akka.sessions.tombstone-retention", error.Message, StringComparison.Ordinal);
        app.Manager.Ended.TryRemove(ids.First(), out _);
        await browser.GetAsync("/write");
        Assert.Equal("written", (await browser.GetAsync()).Text);
    }

    [Fact]
    public async Task Loading_asks_the_others_and_says_when_one_is_silent()
    {
        Exception? failure = null;
        await using var app = await ServingAsync(async http =>
        {
            if (http.Request.Path == "/write") http.Session.SetInt32("a", 1);
            failure = await Record.ExceptionAsync(() => http.Session.LoadAsync());
            await http.Response.WriteAsync($"{http.Session.IsAvailable}");
        });
        var browser = app.Visit();
        Assert.Equal("True", (await browser.GetAsync("/write")).Text);
        app.Manager.Stored.Clear();
        app.Manager.IsCertain = false;

        Assert.Equal("False", (await browser.GetAsync()).Text);
        Assert.IsType<TimeoutException>(failure);
    }

    [Fact]
    public async Task Only_loading_waits_for_the_network_and_no_longer_than_the_options_say()
    {
        Exception? failure = null;
        await using var app = await ServingAsync(
            async http =>
            {
                var read = $"{http.Session.GetInt32("a")}{http.Session.Keys.Count()}{http.Session.IsAvailable}";
                if (http.Request.Path == "/load") failure = await Record.ExceptionAsync(() => http.Session.LoadAsync());
                if (http.Request.Path == "/write") http.Session.SetInt32("a", 1);
                await http.Response.WriteAsync(read);
            },
            services => services.AddSession(session => session.IOTimeout = TimeSpan.FromMilliseconds(20)));
        var browser = app.Visit();
        await browser.GetAsync("/write");
        app.Manager.SearchGate = new TaskCompletionSource().Task;

        Assert.Equal("0True", (await browser.GetAsync()).Text);
        app.Manager.Status = app.Manager.Status with { IsTransferred = false };
        Assert.Equal("0False", (await browser.GetAsync("/load")).Text);
        Assert.IsAssignableFrom<OperationCanceledException>(failure);
    }

    [Theory]
    [InlineData(MissedCommitPolicy.Log, false)]
    [InlineData(MissedCommitPolicy.Throw, true)]
    public async Task A_missed_level_is_told_to_whoever_commits_before_the_answer(MissedCommitPolicy policy, bool isTold)
    {
        Exception? told = null;
        await using var app = await ServingAsync(
            async http =>
            {
                http.Session.SetInt32("a", 1);
                told = await Record.ExceptionAsync(() => http.Session.CommitAsync());
            },
            configure: options => options.OnMissedCommit = policy);
        app.Manager.ReachesLevels = false;

        Assert.Equal(200, (await app.Visit().GetAsync()).Status);
        Assert.Equal(isTold, told is MissedCommitException);
        Assert.Contains(app.Log, line => line.StartsWith("Warning 4001", StringComparison.Ordinal));
    }

    private static Task WriteIfAsked(HttpContext http)
    {
        if (http.Request.Path == "/static") return Task.CompletedTask;
        if (http.Request.Path == "/write") http.Session.SetInt32("a", 1);
        return http.Response.WriteAsync(http.Session.GetInt32("a") is null ? "empty" : "written");
    }

    private static SessionId End(WebApp app)
    {
        var (id, _) = Assert.Single(app.Manager.Stored);
        app.Manager.Stored.TryRemove(id, out _);
        app.Manager.Ended[id] = SessionEndReason.Expired;
        return id;
    }

    private static Task<WebApp> ServingAsync(
        RequestDelegate handler, Action<IServiceCollection>? services = null, Action<AkkaSessionsOptions>? configure = null)
        => WebApp.StartAsync(app => app.UseSession().Run(handler), configure, services ?? (all => all.AddSession()));
}
