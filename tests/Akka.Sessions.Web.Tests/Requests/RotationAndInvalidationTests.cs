using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Requests;

public sealed class RotationAndInvalidationTests
{
    [Fact]
    public async Task A_rotated_session_keeps_its_content_under_a_new_id_and_the_old_one_is_dead()
    {
        await using var app = await WebApp.ServingAsync(Serve);
        var browser = app.Visit();
        await browser.GetAsync("/write");
        var old = browser.SessionId;

        var rotation = await browser.GetAsync("/rotate");

        Assert.Equal("True", rotation.Text);
        Assert.NotEqual(old, browser.SessionId);
        Assert.Equal("value Found", (await browser.GetAsync("/read")).Text);
        Assert.Equal(" Moved", (await app.Visit().WithSession(old).GetAsync("/read")).Text);
    }

    [Theory]
    [InlineData(MissedCommitPolicy.Log, 200)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable, 503)]
    [InlineData(MissedCommitPolicy.Throw, 500)]
    public async Task A_new_id_that_not_every_member_confirmed_is_not_sent(MissedCommitPolicy policy, int status)
    {
        await using var app = await WebApp.ServingAsync(Serve, options => options.OnMissedCommit = policy, onKestrel: true);
        var browser = app.Visit();
        await browser.GetAsync("/write");
        var old = browser.SessionId;
        app.Manager.ReachesLevels = false;

        var rotation = await browser.GetAsync("/rotate");

        Assert.Equal(status, rotation.Status);
        Assert.False(rotation.SetsSessionCookie);
        Assert.Equal(old, browser.SessionId);
        Assert.Contains(app.Log, line => line.StartsWith("Warning 4004", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_id_of_a_session_that_nobody_has_seen_need_not_be_changed()
    {
        await using var app = await WebApp.ServingAsync(async http =>
        {
            http.Session.SetString("name", "value");
            var before = http.Session.Id;
            await http.GetReplicatedSession().RotateIdAsync();
            await http.Response.WriteAsync($"{string.Equals(before, http.Session.Id, StringComparison.Ordinal)}");
        });
        var browser = app.Visit();

        Assert.Equal("True", (await browser.GetAsync()).Text);
        Assert.Contains(browser.SessionId, app.Manager.Stored.Keys);
    }

    [Fact]
    public async Task After_the_response_has_started_rotation_is_refused_and_changes_nothing()
    {
        Exception? refusal = null;
        await using var app = await WebApp.ServingAsync(async http =>
        {
            if (http.Request.Path == "/write")
            {
                http.Session.SetString("name", "value");
                return;
            }

            await http.Response.WriteAsync("started");
            refusal = await Record.ExceptionAsync(async () => await http.GetReplicatedSession().RotateIdAsync());
        });
        var browser = app.Visit();
        await browser.GetAsync("/write");

        await browser.GetAsync("/rotate");

        Assert.IsType<InvalidOperationException>(refusal);
        Assert.Contains(browser.SessionId, app.Manager.Stored.Keys);
    }

    [Fact]
    public async Task An_invalidated_session_loses_its_cookie_and_never_comes_back()
    {
        await using var app = await WebApp.ServingAsync(Serve);
        var browser = app.Visit();
        await browser.GetAsync("/write");
        var old = browser.SessionId;

        await browser.GetAsync("/invalidate");

        Assert.Null(browser.SessionCookie);
        Assert.Equal(" Invalidated", (await app.Visit().WithSession(old).GetAsync("/read")).Text);
    }

    [Fact]
    public async Task What_is_written_after_an_invalidation_goes_into_a_new_session()
    {
        await using var app = await WebApp.ServingAsync(Serve);
        var browser = app.Visit();
        await browser.GetAsync("/write");
        var old = browser.SessionId;

        await browser.GetAsync("/invalidate-and-write");

        Assert.NotEqual(old, browser.SessionId);
        Assert.Equal("name", Assert.Single(app.Manager.Stored[browser.SessionId].Attributes.Keys));
    }

    [Fact]
    public async Task Invalidating_where_there_is_no_session_does_nothing()
    {
        await using var app = await WebApp.ServingAsync(Serve);

        var answer = await app.Visit().GetAsync("/invalidate");

        Assert.Equal(200, answer.Status);
        Assert.Empty(answer.SetCookies);
        Assert.Empty(app.Manager.Commits);
    }

    private static async Task Serve(HttpContext http)
    {
        var session = http.GetReplicatedSession();
        switch (http.Request.Path.Value)
        {
            case "/write":
                http.Session.SetString("name", "value");
                break;
            case "/rotate":
                await http.Response.WriteAsync($"{(await session.RotateIdAsync()).IsSatisfied}");
                break;
            case "/invalidate":
                await session.InvalidateAsync();
                break;
            case "/invalidate-and-write":
                http.Session.SetString("other", "gone");
                await session.InvalidateAsync();
                http.Session.SetString("name", "value");
                break;
            default:
                await http.Response.WriteAsync($"{http.Session.GetString("name")} {session.Former}");
                break;
        }
    }
}
