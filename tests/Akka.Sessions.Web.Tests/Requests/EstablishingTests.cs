using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Requests;

public sealed class EstablishingTests
{
    [Fact]
    public async Task A_request_that_only_reads_gets_no_cookie_and_stores_nothing()
    {
        await using var app = await WebApp.ServingAsync(http => http.Response.WriteAsync($"{http.Session.GetString("a")}|{http.Session.Id}"));

        var answer = await app.Visit().GetAsync();

        Assert.Empty(answer.SetCookies);
        Assert.Empty(app.Manager.Stored);
        Assert.Null(answer.Headers.CacheControl);
    }

    [Fact]
    public async Task The_first_write_sends_the_bare_id_in_a_guarded_cookie_and_forbids_caching()
    {
        await using var app = await WebApp.ServingAsync(Write);

        var answer = await app.Visit().GetAsync();

        var cookie = answer.SessionCookie;
        Assert.True(SessionId.TryParse(cookie.Value.ToString(), out var id));
        Assert.Contains(id, app.Manager.Stored.Keys);
        Assert.True(cookie.HttpOnly);
        Assert.False(cookie.Secure);
        Assert.Equal("/", cookie.Path.Value);
        Assert.Equal(Microsoft.Net.Http.Headers.SameSiteMode.Lax, cookie.SameSite);
        Assert.Null(cookie.MaxAge);
        Assert.True(answer.Headers.CacheControl is { NoCache: true, NoStore: true });
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_secure()
    {
        await using var app = await WebApp.ServingAsync(Write);

        Assert.True((await app.Visit("https").GetAsync()).SessionCookie.Secure);
    }

    [Fact]
    public async Task The_options_of_the_cookie_are_the_applications()
    {
        await using var app = await WebApp.ServingAsync(Write, options =>
        {
            options.Cookie.Name = "cart";
            options.Cookie.Path = "/shop";
            options.Cookie.MaxAge = TimeSpan.FromDays(1);
        });

        var cookie = Assert.Single((await app.Visit().GetAsync("/shop")).SetCookies);

        Assert.Equal("cart", cookie.Name.Value);
        Assert.Equal("/shop", cookie.Path.Value);
        Assert.Equal(TimeSpan.FromDays(1), cookie.MaxAge);
    }

    [Fact]
    public async Task A_second_request_reads_what_the_first_wrote_and_gets_no_cookie_again()
    {
        await using var app = await WebApp.ServingAsync(http => http.Request.Path == "/write"
            ? Write(http) : http.Response.WriteAsync(http.Session.GetString("name") ?? "nothing"));
        var browser = app.Visit();

        await browser.GetAsync("/write");
        var answer = await browser.GetAsync("/read");

        Assert.Equal("value", answer.Text);
        Assert.Empty(answer.SetCookies);
    }

    [Fact]
    public async Task An_access_is_noted_when_a_session_is_found()
    {
        await using var app = await WebApp.ServingAsync(Write);
        var browser = app.Visit();
        await browser.GetAsync();
        app.Manager.Now += TimeSpan.FromMinutes(3);

        await browser.GetAsync();

        Assert.Equal(app.Manager.Now, app.Manager.Stored[browser.SessionId].LastAccessed);
    }

    [Fact]
    public async Task The_first_write_after_the_response_has_started_is_refused_with_a_reason()
    {
        Exception? refusal = null;
        await using var app = await WebApp.ServingAsync(async http =>
        {
            await http.Response.WriteAsync("started");
            refusal = Record.Exception(() => http.Session.SetString("name", "value"));
        });

        await app.Visit().GetAsync();

        Assert.Contains("the response has started", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
        Assert.Empty(app.Manager.Stored);
    }

    [Fact]
    public async Task Without_consent_a_session_lasts_for_its_request_only()
    {
        await using var app = await WebApp.StartAsync(
            app => app.UseCookiePolicy(new CookiePolicyOptions { CheckConsentNeeded = _ => true, HttpOnly = HttpOnlyPolicy.None })
                .UseAkkaSessions().Run(WriteAndRead));

        var answer = await app.Visit().GetAsync();

        Assert.Equal("value", answer.Text);
        Assert.Empty(answer.SetCookies);
        Assert.Empty(app.Manager.Stored);
    }

    [Fact]
    public async Task An_essential_cookie_needs_no_consent()
    {
        await using var app = await WebApp.StartAsync(
            app => app.UseCookiePolicy(new CookiePolicyOptions { CheckConsentNeeded = _ => true }).UseAkkaSessions().Run(Write),
            options => options.Cookie.IsEssential = true);

        Assert.True((await app.Visit().GetAsync()).SetsSessionCookie);
    }

    [Fact]
    public async Task An_endpoint_without_session_neither_searches_nor_has_one()
    {
        Exception? refusal = null;
        await using var app = await WebApp.StartAsync(app =>
        {
            app.UseRouting();
            app.UseAkkaSessions();
            app.MapGet("/health", (HttpContext http) => { refusal = Record.Exception(() => http.GetReplicatedSession()); }).WithoutSession();
        });

        var answer = await app.Visit().WithSession(SessionId.New()).GetAsync("/health");

        Assert.Equal(200, answer.Status);
        Assert.Empty(app.Manager.Searches);
        Assert.Contains("UseAkkaSessions", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
    }

    private static Task Write(HttpContext http)
    {
        http.Session.SetString("name", "value");
        return Task.CompletedTask;
    }

    private static Task WriteAndRead(HttpContext http)
    {
        http.Session.SetString("name", "value");
        return http.Response.WriteAsync(http.Session.GetString("name")!);
    }
}
