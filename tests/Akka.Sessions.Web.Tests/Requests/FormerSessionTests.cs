using System.Globalization;
using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Requests;

/// <summary>Cookies that do not name a session: an id from outside is never adopted.</summary>
public sealed class FormerSessionTests
{
    [Theory]
    [InlineData(null, "Unknown")]
    [InlineData(SessionEndReason.Expired, "Expired")]
    [InlineData(SessionEndReason.Invalidated, "Invalidated")]
    public async Task A_dead_id_gives_an_empty_session_and_a_new_id_only_when_the_application_writes(SessionEndReason? ended, string former)
    {
        await using var app = await WebApp.ServingAsync(WriteIfAsked);
        var id = SessionId.New();
        if (ended is { } reason) app.Manager.Ended[id] = reason;
        var browser = app.Visit().WithSession(id);

        var reading = await browser.GetAsync("/");
        var writing = await browser.GetAsync("/write");

        Assert.Equal($"{former} True", reading.Text);
        Assert.Empty(reading.SetCookies);
        Assert.True(writing.SetsSessionCookie);
        Assert.NotEqual(id, browser.SessionId);
        Assert.DoesNotContain(id, app.Manager.Stored.Keys);
    }

    [Fact]
    public async Task A_moved_id_gives_an_empty_session_and_never_a_cookie_that_would_replace_the_new_one()
    {
        await using var app = await WebApp.ServingAsync(WriteIfAsked);
        var id = SessionId.New();
        app.Manager.Ended[id] = SessionEndReason.Moved;

        var answer = await app.Visit().WithSession(id).GetAsync("/write");

        Assert.Equal("Moved True", answer.Text);
        Assert.Empty(answer.SetCookies);
        Assert.Empty(app.Manager.Stored);
        Assert.Contains(app.Log, line => line.StartsWith("Information 4002", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_a_member_was_silent_the_cookie_is_replaced_only_by_a_write()
    {
        await using var app = await WebApp.ServingAsync(WriteIfAsked);
        app.Manager.IsCertain = false;
        var id = SessionId.New();
        var browser = app.Visit().WithSession(id);

        Assert.Empty((await browser.GetAsync("/")).SetCookies);
        Assert.True((await browser.GetAsync("/write")).SetsSessionCookie);
        Assert.NotEqual(id, browser.SessionId);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("CfDJ8IXM0D8+DataProtectedCookieOfAnotherKind/with+its+base64/alphabet")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA.")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA.route.route")]
    public Task A_forged_cookie_is_refused_quietly(string cookie) => RefusesAsync(cookie);

    [Fact]
    public Task A_huge_cookie_is_refused_quietly() => RefusesAsync(new string('A', 20_000));

    private static async Task RefusesAsync(string cookie)
    {
        await using var app = await WebApp.ServingAsync(WriteIfAsked);
        var browser = app.Visit().With(AkkaSessionsOptions.DefaultCookieName, cookie);

        var answer = await browser.GetAsync();

        Assert.Equal("Malformed True", answer.Text);
        Assert.Empty(answer.SetCookies);
        Assert.Empty(app.Manager.Searches);
        var line = Assert.Single(app.Log, line => line.Contains(" 4000 ", StringComparison.Ordinal));
        Assert.StartsWith("Debug", line, StringComparison.Ordinal);
        Assert.Contains(cookie.Length.ToString(CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
        Assert.DoesNotContain(cookie, string.Join('\n', app.Log), StringComparison.Ordinal);
    }

    private static Task WriteIfAsked(HttpContext http)
    {
        if (http.Request.Path == "/write") http.Session.SetInt32("a", 1);
        var session = http.GetReplicatedSession();
        return http.Response.WriteAsync($"{session.Former} {session.IsNew}");
    }
}
