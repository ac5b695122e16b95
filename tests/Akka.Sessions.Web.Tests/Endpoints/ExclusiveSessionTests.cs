using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Endpoints;

/// <summary>One request at a time: what the web side does about it. That it holds in a cluster is shown with nodes.</summary>
public sealed class ExclusiveSessionTests
{
    [Fact]
    public async Task A_second_request_is_served_when_the_first_has_committed_and_others_are_not_held_up()
    {
        var (entered, goOn) = (new SemaphoreSlim(0), new TaskCompletionSource());
        await using var app = await StartAsync(async http =>
        {
            if (http.Request.Path != "/exclusive") return;
            entered.Release();
            await goOn.Task;
            http.Session.SetInt32("n", (http.Session.GetInt32("n") ?? 0) + 1);
        });
        var browser = await VisitAsync(app);

        var first = browser.GetAsync("/exclusive");
        await entered.WaitAsync();
        var second = app.Visit().WithCookiesOf(browser).GetAsync("/exclusive");
        Assert.Equal(200, (await app.Visit().WithCookiesOf(browser).GetAsync("/other")).Status);
        Assert.False(entered.Wait(0));
        goOn.SetResult();

        Assert.Equal(200, (await first).Status);
        Assert.Equal(200, (await second).Status);
        Assert.Equal(2, BitConverter.ToInt32([.. app.Manager.Stored[browser.SessionId].Attributes["n"].Reverse()]));
        Assert.Empty(app.Manager.Leases);
    }

    [Theory]
    [InlineData("/exclusive", CommitLevel.Majority)]
    [InlineData("/exclusive/all", CommitLevel.All)]
    [InlineData("/exclusive/none", CommitLevel.Majority)]
    [InlineData("/exclusive/unreplicated", CommitLevel.Majority)]
    public async Task It_commits_to_a_majority_at_least_and_the_next_is_told_of_that_commit(string path, CommitLevel level)
    {
        await using var app = await StartAsync(Set);
        var browser = await VisitAsync(app);

        await browser.GetAsync(path);

        Assert.Equal(level, app.Manager.Commits.Last().Level);
        Assert.Equal(2, Assert.Single(app.Manager.Returned).LastCommit?.Number);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_misses_its_level_is_answered_with_503_and_lets_the_next_one_in(bool onKestrel)
    {
        await using var app = await StartAsync(Set, onKestrel);
        var browser = await VisitAsync(app);
        app.Manager.ReachesLevels = false;

        var answer = await browser.GetAsync("/exclusive");

        Assert.Equal((503, ""), (answer.Status, answer.Text));
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.Equal(2, Assert.Single(app.Manager.Returned).LastCommit?.Number);
    }

    [Theory]
    [InlineData(LeaseRefusal.Timeout)]
    [InlineData(LeaseRefusal.NoMajority)]
    public async Task One_whose_turn_does_not_come_is_answered_with_503_and_a_log_that_says_why(LeaseRefusal reason)
    {
        await using var app = await StartAsync(Set);
        var browser = await VisitAsync(app);
        app.Manager.LeaseRefusal = reason;

        var answer = await browser.GetAsync("/exclusive");

        Assert.Equal((503, ""), (answer.Status, answer.Text));
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.Single(app.Manager.Commits);
        var line = Assert.Single(app.Log, line => line.StartsWith("Warning 4010", StringComparison.Ordinal));
        Assert.Contains(reason.ToString(), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_fails_lets_the_next_one_in_when_what_it_changed_is_committed()
    {
        await using var app = await StartAsync(async http =>
        {
            await Set(http);
            if (http.Request.Path == "/exclusive") throw new InvalidOperationException("The endpoint fails.");
        });
        var browser = await VisitAsync(app);

        await Assert.ThrowsAnyAsync<Exception>(() => browser.GetAsync("/exclusive"));

        Assert.Equal(2, Assert.Single(app.Manager.Returned).LastCommit?.Number);
        Assert.Equal(CommitLevel.Majority, app.Manager.Commits.Last().Level);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_whose_client_goes_away_lets_the_next_one_in(bool isServed)
    {
        var entered = new SemaphoreSlim(0);
        await using var app = await StartAsync(async http =>
        {
            if (http.Request.Path != "/exclusive") return;
            entered.Release();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        }, onKestrel: true);
        var browser = await VisitAsync(app);
        using var other = isServed ? null : await app.Manager.AcquireAsync(browser.SessionId);

        using (var leaver = app.Visit().WithCookiesOf(browser))
        {
            var left = leaver.GetAsync("/exclusive");
            if (isServed) await entered.WaitAsync();
            leaver.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => left);
        }

        other?.Dispose();
        await Eventually.TrueAsync(() => app.Manager.Leases.IsEmpty);
    }

    [Fact]
    public async Task One_without_a_session_has_nothing_to_wait_for()
    {
        await using var app = await StartAsync(Set);
        app.Manager.LeaseRefusal = LeaseRefusal.NoMajority;

        var answer = await app.Visit().GetAsync("/exclusive");

        Assert.Equal(200, answer.Status);
        Assert.True(answer.SetsSessionCookie);
        Assert.Equal(CommitLevel.Majority, Assert.Single(app.Manager.Commits).Level);
    }

    private static Task<WebApp> StartAsync(RequestDelegate handler, bool onKestrel = false) => WebApp.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAkkaSessions();
            app.MapGet("/exclusive", handler).WithExclusiveSession();
            app.MapGet("/exclusive/all", handler).WithExclusiveSession().WithSessionCommitLevel(CommitLevel.All);
            app.MapGet("/exclusive/none", handler).WithExclusiveSession().WithSessionCommitLevel(CommitLevel.None);
            app.MapGet("/exclusive/unreplicated", handler).WithExclusiveSession().WithUnreplicatedSession();
            app.MapGet("/other", handler);
            app.MapGet("/begin", http =>
            {
                http.Session.SetString("begun", "yes");
                return Task.CompletedTask;
            });
        },
        onKestrel: onKestrel);

    private static Task Set(HttpContext http)
    {
        http.Session.SetString("path", http.Request.Path);
        return http.Response.WriteAsync("done");
    }

    private static async Task<Browser> VisitAsync(WebApp app)
    {
        var browser = app.Visit();
        await browser.GetAsync("/begin");
        return browser;
    }
}
