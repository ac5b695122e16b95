using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Requests;

public sealed class FeatureTests
{
    [Fact]
    public async Task Times_are_those_of_the_session()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            if (http.Request.Path == "/write") http.Session.SetInt32("a", 1);
            var session = http.GetReplicatedSession();
            return http.Response.WriteAsync($"{session.IsNew} {session.Created:HH:mm} {session.LastAccessed:HH:mm}");
        });
        var browser = app.Visit();

        Assert.Equal("True 12:00 12:00", (await browser.GetAsync("/write")).Text);
        app.Manager.Now += TimeSpan.FromMinutes(5);
        Assert.Equal("False 12:00 12:00", (await browser.GetAsync()).Text);
        app.Manager.Now += TimeSpan.FromMinutes(5);
        Assert.Equal("False 12:00 12:05", (await browser.GetAsync()).Text);
    }

    [Fact]
    public async Task The_timeouts_of_one_session_can_be_set()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            http.GetReplicatedSession().IdleTimeout = TimeSpan.FromHours(8);
            http.GetReplicatedSession().AbsoluteTimeout = TimeSpan.FromHours(24);
            return Task.CompletedTask;
        });
        var browser = app.Visit();

        await browser.GetAsync();

        Assert.Equal(TimeSpan.FromHours(8), app.Manager.Stored[browser.SessionId].IdleTimeout);
        Assert.Equal(TimeSpan.FromHours(24), app.Manager.Stored[browser.SessionId].AbsoluteTimeout);
    }

    [Fact]
    public async Task Who_is_logged_in_is_part_of_the_session_and_reading_it_makes_none()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            var session = http.GetReplicatedSession();
            if (http.Request.Path == "/login") session.Principal = "ann";
            return http.Response.WriteAsync($"{session.Principal}");
        });
        var browser = app.Visit();

        var before = await browser.GetAsync();
        await browser.GetAsync("/login");

        Assert.Equal(("", false), (before.Text, before.SetsSessionCookie));
        Assert.Equal("ann", (await browser.GetAsync()).Text);
        Assert.Equal("ann", app.Manager.Stored[browser.SessionId].Principal);
    }

    [Fact]
    public async Task The_level_of_one_request_is_passed_on_and_otherwise_left_to_the_manager()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            if (http.Request.Path == "/all") http.GetReplicatedSession().CommitLevel = CommitLevel.All;
            http.Session.SetInt32("a", 1);
            return Task.CompletedTask;
        });

        await app.Visit().GetAsync("/all");
        await app.Visit().GetAsync("/");

        Assert.Equal([CommitLevel.All, null], app.Manager.Commits.Select(commit => commit.Level));
    }

    [Fact]
    public async Task An_explicit_commit_gives_its_receipt_and_leaves_nothing_for_the_end()
    {
        CommitReceipt? receipt = null;
        await using var app = await WebApp.ServingAsync(async http =>
        {
            http.Session.SetInt32("a", 1);
            receipt = await http.GetReplicatedSession().CommitAsync(CommitLevel.One);
        });

        await app.Visit().GetAsync();

        Assert.Equal([FakeSessionManager.Other], receipt!.Applied);
        Assert.Equal(CommitLevel.One, Assert.Single(app.Manager.Commits).Level);
    }

    [Fact]
    public async Task A_missed_explicit_commit_is_the_callers_to_judge()
    {
        await using var app = await WebApp.ServingAsync(
            async http =>
            {
                http.Session.SetInt32("a", 1);
                await http.Response.WriteAsync($"{(await http.GetReplicatedSession().CommitAsync(CommitLevel.All)).IsSatisfied}");
            },
            options => options.OnMissedCommit = MissedCommitPolicy.ServiceUnavailable);
        app.Manager.ReachesLevels = false;

        var answer = await app.Visit().GetAsync();

        Assert.Equal(200, answer.Status);
        Assert.Equal("False", answer.Text);
        Assert.Contains(app.Log, line => line.StartsWith("Warning 4001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Committing_an_empty_session_sends_nothing()
    {
        CommitReceipt? receipt = null;
        await using var app = await WebApp.ServingAsync(async http => receipt = await http.GetReplicatedSession().CommitAsync());

        await app.Visit().GetAsync();

        Assert.True(receipt is { IsSatisfied: true, Token: null });
        Assert.Empty(app.Manager.Commits);
    }
}
