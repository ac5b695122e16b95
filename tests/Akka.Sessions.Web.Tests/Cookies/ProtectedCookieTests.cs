using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web.Tests.Cookies;

public sealed class ProtectedCookieTests
{
    private static readonly EphemeralDataProtectionProvider SharedKeys = new();

    [Fact]
    public async Task The_cookie_shows_no_id_and_finds_the_session_again()
    {
        await using var app = await StartAsync(SharedKeys);
        var browser = app.Visit();

        await browser.GetAsync("/write");
        var answer = await browser.GetAsync();

        var id = Assert.Single(app.Manager.Stored.Keys);
        Assert.DoesNotContain(id.Value, browser.SessionCookie, StringComparison.Ordinal);
        Assert.Equal("Found", answer.Text);
        Assert.Empty(answer.SetCookies);
    }

    [Fact]
    public async Task The_route_stays_readable_for_the_balancer()
    {
        await using var app = await StartAsync(SharedKeys, "node1");
        var browser = app.Visit();

        await browser.GetAsync("/write");

        Assert.EndsWith(".node1", browser.SessionCookie, StringComparison.Ordinal);
        Assert.Equal("Found", (await browser.GetAsync()).Text);
    }

    [Fact]
    public async Task A_cookie_that_cannot_be_unprotected_is_an_unknown_session_and_said_once()
    {
        await using var app = await StartAsync(SharedKeys);
        await using var other = await StartAsync(new EphemeralDataProtectionProvider());
        var stranger = other.Visit();
        await stranger.GetAsync("/write");
        var bare = SessionId.New();
        app.Manager.Stored[bare] = new(app.Manager.Now);
        var hostile = new[]
        {
            stranger.SessionCookie!, bare.ToCookieValue(), stranger.SessionCookie![..40], ".", ".node1", "%00%01", "CfDJ8", new string('A', 512),
        };

        foreach (var cookie in hostile)
        {
            var browser = app.Visit().With(AkkaSessionsOptions.DefaultCookieName, cookie);
            Assert.Equal("Unknown", (await browser.GetAsync()).Text);
            await browser.GetAsync("/write");
            Assert.Equal("Found", (await browser.GetAsync()).Text);
        }

        Assert.Single(app.Log, line => line.StartsWith("Warning 4020", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Manager.Searches, search => search.Id == bare);
    }

    [Fact]
    public async Task A_huge_one_is_not_even_tried()
    {
        await using var app = await StartAsync(SharedKeys);

        Assert.Equal("Malformed", (await app.Visit().With(AkkaSessionsOptions.DefaultCookieName, new string('A', 20_000)).GetAsync()).Text);
    }

    private static Task<WebApp> StartAsync(IDataProtectionProvider keys, string? route = null) => WebApp.StartAsync(
        app => app.UseAkkaSessions().Run(ServeAsync),
        options => (options.ProtectCookie, options.Route) = (true, route),
        services => services.AddSingleton(keys));

    private static Task ServeAsync(HttpContext http)
    {
        if (http.Request.Path == "/write") http.Session.SetInt32("a", 1);
        return http.Response.WriteAsync($"{http.GetReplicatedSession().Former}");
    }
}
