using Akka.Sessions.Web.Tests.Fakes;
using Akka.Sessions.Web.Tests.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Endpoints;

/// <summary>Tomcat's filter: what such a request changes waits on its node.</summary>
public sealed class UnreplicatedSessionTests
{
    [Fact]
    public async Task What_it_changes_stays_on_its_node_until_another_request_commits_there()
    {
        await using var cluster = await WebCluster.StartAsync(2, ServeAsync, options =>
        {
            options.UnreplicatedPaths = ["/poll/.*"];
            options.CommitLevel = CommitLevel.All;
        });
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/set?name=user"));

        var poll = await browser.GetAsync(cluster.At(0, "/poll/set?name=polls"));

        Assert.Empty(poll.SetCookies);
        Assert.Equal("polls user", (await browser.GetAsync(cluster.At(0, "/poll/names"))).Text);
        Assert.Equal("user", (await browser.GetAsync(cluster.At(1, "/names"))).Text);
        await browser.GetAsync(cluster.At(0, "/set?name=other"));
        Assert.Equal("other polls user", (await browser.GetAsync(cluster.At(1, "/names"))).Text);
    }

    [Fact]
    public async Task A_session_that_begins_there_is_known_everywhere()
    {
        await using var cluster = await WebCluster.StartAsync(2, ServeAsync, options =>
        {
            options.UnreplicatedPaths = [".*"];
            options.CommitLevel = CommitLevel.All;
        });
        var browser = cluster.Visit();

        await browser.GetAsync(cluster.At(0, "/set?name=user"));

        Assert.Equal("user", (await browser.GetAsync(cluster.At(1, "/names"))).Text);
    }

    [Theory]
    [InlineData("/poll", false)]
    [InlineData("/poll-and-commit", true)]
    [InlineData("/write", true)]
    public async Task A_commit_that_the_application_asks_for_is_made(string path, bool isCommitted)
    {
        await using var app = await WebApp.StartAsync(app =>
        {
            app.UseRouting();
            app.UseAkkaSessions();
            app.MapGet("/write", Set);
            app.MapGet("/poll", Set).WithUnreplicatedSession();
            app.MapGet("/poll-and-commit", async http =>
            {
                await Set(http);
                await http.GetReplicatedSession().CommitAsync();
            }).WithUnreplicatedSession();
        });
        var browser = app.Visit();
        await browser.GetAsync("/write");

        await browser.GetAsync(path);

        Assert.Equal(isCommitted ? 2 : 1, app.Manager.Commits.Count);

        static Task Set(HttpContext http)
        {
            http.Session.SetString("a", http.Request.Path);
            return Task.CompletedTask;
        }
    }

    private static Task ServeAsync(HttpContext http)
    {
        if (http.Request.Query["name"] is [{ } name]) http.Session.SetInt32(name, 1);
        return http.Response.WriteAsync(string.Join(' ', http.Session.Keys.Order(StringComparer.Ordinal)));
    }
}
