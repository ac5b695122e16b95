using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Cookies;

/// <summary>A browser that may meet a member which is behind carries where its commits are.</summary>
public sealed class TokenCookieTests
{
    private const string OwnToken = ".Akka.Session.000000aa";

    [Fact]
    public async Task A_commit_that_some_member_lacks_sends_a_short_lived_token_and_the_next_search_names_it()
    {
        await using var app = await WebApp.ServingAsync(Write);
        app.Manager.OtherIsBehind = true;
        var browser = app.Visit();

        var answer = await browser.GetAsync();
        var second = await browser.GetAsync("/read");

        var token = Assert.Single(answer.SetCookies, cookie => cookie.Name == OwnToken);
        Assert.Equal("1", token.Value.Value);
        Assert.Equal(TimeSpan.FromMinutes(1), token.MaxAge);
        Assert.True(token.HttpOnly);
        Assert.Equal([new SessionToken(0xaa, 1)], app.Manager.Searches.Single().Tokens);
        Assert.Empty(second.SetCookies);
    }

    [Fact]
    public async Task A_commit_that_everyone_has_sends_none_and_deletes_the_one_that_is_carried()
    {
        await using var app = await WebApp.ServingAsync(Write);
        app.Manager.OtherIsBehind = true;
        var browser = app.Visit();
        await browser.GetAsync();
        Assert.Equal(OwnToken, Assert.Single(browser.TokenCookies));
        app.Manager.OtherIsBehind = false;

        await browser.GetAsync();

        Assert.Empty(browser.TokenCookies);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999")]
    [InlineData("nonsense")]
    public async Task A_malformed_token_is_not_believed_and_deleted(string value)
    {
        await using var app = await WebApp.ServingAsync(Write);
        var browser = app.Visit().WithSession(SessionId.New()).With(OwnToken, value);

        await browser.GetAsync("/read");

        Assert.Empty(app.Manager.Searches.Single().Tokens);
        Assert.Empty(browser.TokenCookies);
    }

    [Fact]
    public async Task Cookies_that_only_look_related_are_left_alone()
    {
        await using var app = await WebApp.ServingAsync(Write);
        var browser = app.Visit().WithSession(SessionId.New())
            .With(".Akka.Session.theme", "dark").With(".Akka.Session.0000000g", "1").With(".Akka.SessionX000000aa", "1");

        var answer = await browser.GetAsync("/read");

        Assert.Empty(app.Manager.Searches.Single().Tokens);
        Assert.Empty(answer.SetCookies);
    }

    [Fact]
    public async Task At_most_eight_tokens_are_believed_and_kept()
    {
        await using var app = await WebApp.ServingAsync(Write);
        var browser = app.Visit();
        await browser.GetAsync();
        for (var origin = 1; origin <= 12; origin++) browser.With($".Akka.Session.0000000{origin:x}", "5");
        app.Manager.OtherIsBehind = true;

        await browser.GetAsync();

        Assert.Equal(8, app.Manager.Searches.Last().Tokens.Count);
        Assert.Equal(8, browser.TokenCookies.Count());
        Assert.True(browser.Cookies.ContainsKey(OwnToken));
    }

    [Fact]
    public async Task A_token_that_its_origin_denies_is_deleted_and_no_other()
    {
        await using var app = await WebApp.ServingAsync(Write);
        app.Manager.Denied[new(0xcc, 99)] = true;
        var browser = app.Visit().WithSession(SessionId.New()).With(".Akka.Session.000000cc", "99").With(OwnToken, "7");

        await browser.GetAsync("/read");

        Assert.Equal([OwnToken], browser.TokenCookies);
    }

    [Fact]
    public async Task A_denied_token_makes_room_for_the_one_that_is_sent()
    {
        await using var app = await WebApp.ServingAsync(Write);
        var browser = app.Visit();
        await browser.GetAsync();
        app.Manager.OtherIsBehind = true;
        app.Manager.Denied[new(0xaa, 99)] = true;
        browser.With(OwnToken, "99");

        await browser.GetAsync();

        Assert.Equal("2", browser.Cookies[OwnToken]);
    }

    [Fact]
    public async Task Without_a_session_cookie_tokens_are_not_even_read()
    {
        await using var app = await WebApp.ServingAsync(Write);

        await app.Visit().With(OwnToken, "7").GetAsync("/read");

        Assert.Empty(app.Manager.Searches);
    }

    private static Task Write(HttpContext http)
    {
        if (http.Request.Path != "/read") http.Session.SetInt32("a", 1);
        return Task.CompletedTask;
    }
}
