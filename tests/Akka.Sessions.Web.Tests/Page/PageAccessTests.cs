using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Akka.Sessions.Web.Tests.Page;

/// <summary>Who may see the page, and who may act on it.</summary>
public sealed class PageAccessTests
{
    private static readonly string[] Paths =
        ["/sessions", "/sessions/list", "/sessions/list/abc", "/sessions/live", "/sessions/page.js", "/sessions/index.json"];

    [Fact]
    public async Task Nobody_sees_the_page_until_the_application_says_who_and_the_log_says_how()
    {
        await using var node = await PageNode.StartAsync(app => app.MapAkkaSessions());

        foreach (var path in Paths)
        {
            using var answer = await node.Client.GetAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }

        using var action = await node.PostAsync("/sessions/drain");
        Assert.Equal(HttpStatusCode.NotFound, action.StatusCode);
        Assert.False(node.Manager.IsDraining);
        var said = Assert.Single(node.Log, line => line.StartsWith("Warning 4030", StringComparison.Ordinal));
        Assert.Contains("RequireAuthorization", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllowAnonymous_does_not_open_it()
    {
        await using var node = await PageNode.StartAsync(app => app.MapAkkaSessions().AllowAnonymous());

        using var answer = await node.Client.GetAsync("/sessions");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_open_in_development_is_closed_elsewhere()
    {
        await using var node = await PageNode.StartAsync(
            app => app.MapAkkaSessions(configure: page => page.OpenInDevelopment = true), environment: "Production");

        using var answer = await node.Client.GetAsync("/sessions");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task With_RequireAuthorization_everything_of_it_is_for_those_whom_the_application_lets_in()
    {
        await using var node = await PageNode.StartAsync(
            app => app.MapGroup("/ops").MapAkkaSessions().RequireAuthorization(), environment: "Production");

        foreach (var path in Paths)
        {
            using var refused = await node.Client.GetAsync($"/ops{path}");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        node.Client.DefaultRequestHeaders.Add("X-User", "olga");
        using var answer = await node.Client.GetAsync("/ops/sessions");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("href=\"/ops/sessions/list\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var action = await node.PostAsync("/ops/sessions/drain");
        Assert.Equal(HttpStatusCode.SeeOther, action.StatusCode);
        Assert.Contains(node.Log, line => line.Contains("olga", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cross-site", "https://evil.example")]
    [InlineData("cross-site", null)]
    [InlineData("same-site", "http://other.localhost")]
    [InlineData("none", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    [InlineData("same-origin", "http://localhost:81")]
    public async Task What_another_site_has_a_browser_send_does_nothing(string? site, string? origin)
    {
        await using var node = await PageNode.OpenAsync();
        var id = await node.CreateAsync("ann", "cart");

        foreach (var path in new[] { "/sessions/drain", $"/sessions/list/{id}/end" })
        {
            using var answer = await node.PostAsync(path, site, origin);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.False(node.Manager.IsDraining);
        Assert.Single(node.Manager.List().Sessions);
        Assert.Contains(node.Log, line => line.StartsWith("Warning 4031", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("same-origin", "http://localhost")]
    [InlineData(null, "http://localhost")]
    [InlineData(null, null)]
    public async Task What_the_page_itself_or_a_machine_sends_is_done(string? site, string? origin)
    {
        await using var node = await PageNode.OpenAsync();

        using var answer = await node.PostAsync("/sessions/drain", site, origin);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.True(node.Manager.IsDraining);
    }

    [Fact]
    public async Task An_action_is_nothing_that_a_link_can_do()
    {
        await using var node = await PageNode.OpenAsync();

        using var answer = await node.Client.GetAsync("/sessions/drain");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.False(node.Manager.IsDraining);
    }

    [Fact]
    public async Task The_page_allows_no_script_but_its_own_and_no_frame_around_it()
    {
        await using var node = await PageNode.OpenAsync();

        using var answer = await node.Client.GetAsync("/sessions");
        var html = await answer.Content.ReadAsStringAsync();

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        foreach (var inline in new[] { "<script>", "<style", " style=", " onclick=", "https://" })
            Assert.DoesNotContain(inline, html, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
