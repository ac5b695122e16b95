using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Requests;

/// <summary>ISession, as ASP.NET Core documents it.</summary>
public sealed class AttributesTests
{
    [Fact]
    public async Task Keys_removal_and_clearing_work_within_a_request_and_after_it()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            var session = http.Session;
            switch (http.Request.Path.Value)
            {
                case "/set": foreach (var key in "abc") session.SetInt32(key.ToString(), key); break;
                case "/remove": session.Remove("b"); break;
                case "/clear": session.Clear(); break;
            }

            return http.Response.WriteAsync(string.Concat(session.Keys.Order(StringComparer.Ordinal)));
        });
        var browser = app.Visit();

        Assert.Equal("", (await browser.GetAsync("/remove")).Text);
        Assert.Equal("", (await browser.GetAsync("/clear")).Text);
        Assert.Equal("abc", (await browser.GetAsync("/set")).Text);
        Assert.Equal("ac", (await browser.GetAsync("/remove")).Text);
        Assert.Equal("", (await browser.GetAsync("/clear")).Text);
        Assert.Equal("", (await browser.GetAsync("/")).Text);
    }

    [Fact]
    public async Task The_id_that_applications_see_is_a_hash_and_stays_the_same()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            if (!http.Request.Cookies.ContainsKey(AkkaSessionsOptions.DefaultCookieName)) http.Session.SetInt32("a", 1);
            return http.Response.WriteAsync(http.Session.Id);
        });
        var browser = app.Visit();

        var first = (await browser.GetAsync()).Text;
        var second = (await browser.GetAsync()).Text;

        Assert.Equal(first, second);
        Assert.Equal(browser.SessionId.ToString(), first);
        Assert.DoesNotContain(browser.SessionCookie!, first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_array_written_to_after_set_or_after_get_changes_nothing_stored()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            if (http.Request.Path == "/set")
            {
                byte[] value = [1];
                http.Session.Set("a", value);
                value[0] = 2;
            }
            else if (http.Session.TryGetValue("a", out var read))
            {
                read[0] = 3;
            }

            return Task.CompletedTask;
        });
        var browser = app.Visit();

        await browser.GetAsync("/set");
        await browser.GetAsync("/read");

        Assert.Equal([1], app.Manager.Stored[browser.SessionId].Attributes["a"]);
    }

    [Fact]
    public async Task Nulls_are_refused_where_they_are_given()
    {
        var refusals = new List<Exception>();
        await using var app = await WebApp.ServingAsync(http =>
        {
            refusals.Add(Record.Exception(() => http.Session.Set(null!, [])));
            refusals.Add(Record.Exception(() => http.Session.Set("a", null!)));
            return Task.CompletedTask;
        });

        var answer = await app.Visit().GetAsync();

        Assert.All(refusals, refusal => Assert.IsType<ArgumentNullException>(refusal));
        Assert.False(answer.SetsSessionCookie);
    }

    [Fact]
    public async Task A_session_that_a_silent_member_may_hold_is_not_available_and_keeps_its_cookie()
    {
        await using var app = await WebApp.ServingAsync(http => http.Response.WriteAsync($"{http.Session.IsAvailable} {http.GetReplicatedSession().Former}"));
        app.Manager.IsCertain = false;

        var answer = await app.Visit().WithSession(SessionId.New()).GetAsync();

        Assert.Equal("False Unanswered", answer.Text);
        Assert.Empty(answer.SetCookies);
    }

    [Fact]
    public async Task Loading_looks_again_for_a_session_that_was_not_available()
    {
        var id = SessionId.New();
        WebApp? started = null;
        await using var app = await WebApp.ServingAsync(async http =>
        {
            var failure = await Record.ExceptionAsync(() => http.Session.LoadAsync());
            started!.Manager.Stored[id] = new(started.Manager.Now) { Attributes = { ["a"] = "late"u8.ToArray() } };
            await http.Session.LoadAsync();
            await http.Response.WriteAsync($"{failure?.GetType().Name} {http.Session.IsAvailable} {http.Session.GetString("a")}");
        });
        started = app;
        app.Manager.IsCertain = false;

        Assert.Equal("TimeoutException True late", (await app.Visit().WithSession(id).GetAsync()).Text);
    }
}
