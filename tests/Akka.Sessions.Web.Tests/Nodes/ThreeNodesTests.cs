using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Nodes;

/// <summary>The web side over the real thing: three nodes with real sockets.</summary>
public sealed class ThreeNodesTests
{
    [Theory]
    [InlineData(CommitLevel.None)]
    [InlineData(CommitLevel.One)]
    public async Task A_browser_reads_what_it_wrote_whichever_node_answers(CommitLevel level)
    {
        await using var cluster = await StartAsync(options => options.CommitLevel = level);
        var browser = cluster.Visit();

        for (var i = 0; i < 60; i++)
        {
            await browser.GetAsync(cluster.At(i % 3, $"/set?name=count&value={i}"));
            var answer = await browser.GetAsync(cluster.At((i + 1) % 3, "/get?name=count"));
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), answer.Text);
        }

        Assert.All(cluster.Nodes, node => Assert.Equal(1, node.Manager.Status.SessionCount));
    }

    [Fact]
    public async Task A_hundred_parallel_requests_of_one_browser_each_keep_their_attribute()
    {
        await using var cluster = await StartAsync(options => options.CommitLevel = CommitLevel.All);
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/set?name=first&value=1"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            i => cluster.Visit().WithCookiesOf(browser).GetAsync(cluster.At(i % 3, $"/set?name=a{i}&value={i}"))));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var expected = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"a{i}").Append("first").Order(StringComparer.Ordinal));
        for (var node = 0; node < 3; node++) Assert.Equal(expected, (await browser.GetAsync(cluster.At(node, "/names"))).Text);
    }

    [Fact]
    public async Task An_answer_at_level_all_means_that_every_node_has_it_without_asking_anyone()
    {
        await using var cluster = await StartAsync(options => options.CommitLevel = CommitLevel.All);
        var browser = cluster.Visit();

        for (var i = 0; i < 30; i++)
        {
            var answer = await browser.GetAsync(cluster.At(i % 3, $"/set?name=count&value={i}"));
            Assert.Empty(browser.TokenCookies);
            Assert.Equal(200, answer.Status);
            foreach (var node in cluster.Nodes)
            {
                var search = node.Manager.FindAsync(browser.SessionId);
                Assert.True(search.IsCompleted);
                Assert.True((await search).Session!.TryGetValue("count", out var value));
                Assert.Equal(i.ToString(CultureInfo.InvariantCulture), System.Text.Encoding.UTF8.GetString(value.Span));
            }
        }
    }

    [Fact]
    public async Task A_changed_id_is_dead_on_every_node_and_the_new_one_has_the_content()
    {
        await using var cluster = await StartAsync();
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/set?name=cart&value=full"));
        var old = cluster.Visit().WithCookiesOf(browser);

        var rotation = await browser.GetAsync(cluster.At(1, "/rotate"));

        Assert.Equal("True", rotation.Text);
        Assert.NotEqual(old.SessionId, browser.SessionId);
        for (var node = 0; node < 3; node++)
        {
            Assert.Equal("full", (await browser.GetAsync(cluster.At(node, "/get?name=cart"))).Text);
            var dead = await old.GetAsync(cluster.At(node, "/get?name=cart"));
            Assert.Equal("nothing", dead.Text);
            Assert.Empty(dead.SetCookies);
        }
    }

    [Fact]
    public async Task An_invalidated_session_is_gone_everywhere()
    {
        await using var cluster = await StartAsync(options => options.CommitLevel = CommitLevel.All);
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/set?name=cart&value=full"));
        var old = cluster.Visit().WithCookiesOf(browser);

        await browser.GetAsync(cluster.At(1, "/invalidate"));

        Assert.Null(browser.SessionCookie);
        for (var node = 0; node < 3; node++) Assert.Equal("nothing", (await old.GetAsync(cluster.At(node, "/get?name=cart"))).Text);
    }

    [Fact]
    public async Task An_attribute_over_its_limit_is_refused_where_it_is_set()
    {
        await using var cluster = await StartAsync();

        var answer = await cluster.Visit().GetAsync(cluster.At(0, "/big"));

        Assert.Contains(nameof(SessionLimitException), answer.Text, StringComparison.Ordinal);
        Assert.Contains("max-attribute-size", answer.Text, StringComparison.Ordinal);
        Assert.False(answer.SetsSessionCookie);
    }

    private static Task<WebCluster> StartAsync(Action<AkkaSessionsOptions>? configure = null) => WebCluster.StartAsync(3, ServeAsync, configure);

    private static Task ServeAsync(HttpContext http)
    {
        var session = http.Session;
        string name = http.Request.Query["name"]!;
        switch (http.Request.Path.Value)
        {
            case "/set":
                session.SetString(name, http.Request.Query["value"]!);
                return Task.CompletedTask;
            case "/get":
                return http.Response.WriteAsync(session.GetString(name) ?? "nothing");
            case "/names":
                return http.Response.WriteAsync(string.Join(' ', session.Keys.Order(StringComparer.Ordinal)));
            case "/rotate":
                return RotateAsync(http);
            case "/invalidate":
                return http.GetReplicatedSession().InvalidateAsync().AsTask();
            default:
                return http.Response.WriteAsync($"{Record.Exception(() => session.Set("big", new byte[2 * 1024 * 1024]))}");
        }
    }

    private static async Task RotateAsync(HttpContext http)
    {
        var receipt = await http.GetReplicatedSession().RotateIdAsync();
        await http.Response.WriteAsync($"{receipt.IsSatisfied}");
    }
}
