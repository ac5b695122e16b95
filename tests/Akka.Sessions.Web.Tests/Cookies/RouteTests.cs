using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Cookies;

/// <summary>Tomcat's jvmRoute, and what its JvmRouteBinderValve does after a failover.</summary>
public sealed class RouteTests
{
    [Fact]
    public async Task The_cookie_of_a_new_session_ends_in_the_nodes_route()
    {
        await using var app = await StartAsync("node1");
        var browser = app.Visit();

        await browser.GetAsync("/write");
        var second = await browser.GetAsync();

        Assert.Equal("node1", browser.SessionId.Route);
        Assert.Contains(browser.SessionId, app.Manager.Stored.Keys);
        Assert.Empty(second.SetCookies);
    }

    [Theory]
    [InlineData("node2")]
    [InlineData(null)]
    public async Task A_cookie_bound_to_another_node_or_to_none_is_bound_to_this_one_and_nothing_else_changes(string? carried)
    {
        await using var app = await StartAsync("node1");
        var browser = app.Visit();
        await browser.GetAsync("/write");
        var id = browser.SessionId;
        browser.WithSession(id with { Route = carried });
        var commits = app.Manager.Commits.Count;

        var answer = await browser.GetAsync();

        Assert.Equal("Found", answer.Text);
        Assert.Equal((id.Value, "node1"), (browser.SessionId.Value, browser.SessionId.Route));
        Assert.Equal(commits, app.Manager.Commits.Count);
        Assert.True(answer.Headers.CacheControl is { NoStore: true });
        Assert.Empty((await browser.GetAsync()).SetCookies);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(SessionEndReason.Moved)]
    [InlineData(SessionEndReason.Invalidated)]
    public async Task A_session_that_is_not_there_is_bound_to_nobody(SessionEndReason? ended)
    {
        await using var app = await StartAsync("node1");
        var id = SessionId.New("node2");
        if (ended is { } reason) app.Manager.Ended[id] = reason;

        Assert.Empty((await app.Visit().WithSession(id).GetAsync()).SetCookies);
    }

    [Fact]
    public async Task A_session_that_ended_during_the_request_is_not_bound_so_that_its_successors_cookie_stays()
    {
        await using var app = await StartAsync("node1");
        var browser = app.Visit();
        await browser.GetAsync("/write");
        browser.WithSession(browser.SessionId with { Route = "node2" });

        var answer = await browser.GetAsync($"/moved-meanwhile?id={browser.SessionId.Value}");

        Assert.Empty(answer.SetCookies);
    }

    [Fact]
    public async Task Without_a_route_a_cookie_is_left_as_it_is()
    {
        await using var app = await StartAsync(route: null);
        var browser = app.Visit();
        await browser.GetAsync("/write");
        Assert.Null(browser.SessionId.Route);
        browser.WithSession(browser.SessionId with { Route = "node2" });

        var answer = await browser.GetAsync();

        Assert.Equal("Found", answer.Text);
        Assert.Empty(answer.SetCookies);
    }

    [Fact]
    public async Task A_new_id_is_bound_to_the_node_that_gave_it()
    {
        await using var app = await StartAsync("node1");
        var browser = app.Visit();
        await browser.GetAsync("/write");
        var old = browser.SessionId;
        browser.WithSession(old with { Route = "node2" });

        await browser.GetAsync("/rotate");

        Assert.NotEqual(old, browser.SessionId);
        Assert.Equal("node1", browser.SessionId.Route);
    }

    [Fact]
    public async Task Without_consent_no_cookie_is_bound()
    {
        var hasConsent = true;
        await using var app = await WebApp.StartAsync(
            app => app.UseCookiePolicy(new CookiePolicyOptions { CheckConsentNeeded = _ => !hasConsent }).UseAkkaSessions().Run(ServeAsync),
            options => options.Route = "node1");
        var browser = app.Visit();
        await browser.GetAsync("/write");
        browser.WithSession(browser.SessionId with { Route = "node2" });
        hasConsent = false;

        Assert.Empty((await browser.GetAsync()).SetCookies);
    }

    [Theory]
    [InlineData("node1", null)]
    [InlineData("node2", "node2")]
    [InlineData(null, null)]
    public async Task A_node_that_drains_binds_nobody_and_lets_go_of_those_it_had(string? carried, string? kept)
    {
        await using var app = await StartAsync("node1");
        var browser = app.Visit();
        await browser.GetAsync("/write");
        browser.WithSession(browser.SessionId with { Route = carried });
        app.Manager.Status = app.Manager.Status with { IsDraining = true };

        var answer = await browser.GetAsync();

        Assert.Equal("Found", answer.Text);
        Assert.Equal(kept, browser.SessionId.Route);
    }

    private static Task<WebApp> StartAsync(string? route) => WebApp.ServingAsync(ServeAsync, options => options.Route = route);

    private static async Task ServeAsync(HttpContext http)
    {
        var session = http.GetReplicatedSession();
        switch (http.Request.Path.Value)
        {
            case "/write":
                http.Session.SetInt32("a", 1);
                break;
            case "/rotate":
                await session.RotateIdAsync();
                break;
            case "/moved-meanwhile":
                var manager = (FakeSessionManager)http.RequestServices.GetService(typeof(ISessionManager))!;
                manager.Ended[new SessionId(http.Request.Query["id"]!)] = SessionEndReason.Moved;
                break;
        }

        await http.Response.WriteAsync($"{session.Former}");
    }
}
