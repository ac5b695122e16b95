using System.Diagnostics;
using System.Globalization;
using Akka.Sessions.Web.Tests.Nodes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Cookies;

/// <summary>What anyone can send to real nodes. It is answered as if nothing had been sent, and whoever has a session keeps it.</summary>
public sealed class HostileCookieTests
{
    private const string Name = AkkaSessionsOptions.DefaultCookieName;

    [Fact]
    public async Task Cookies_that_are_forged_cut_or_foreign_find_nothing_and_harm_nobody()
    {
        await using var cluster = await WebCluster.StartAsync(2, Serve, options => options.CommitLevel = CommitLevel.All);
        var owner = cluster.Visit();
        await owner.GetAsync(cluster.At(0, "/"));
        var id = owner.SessionCookie!;
        var hostile = new (string Cookie, FormerSession Former)[]
        {
            (id[..^1], FormerSession.Malformed),
            (id + "A", FormerSession.Unknown),
            ((id[0] == 'A' ? 'B' : 'A') + id[1..], FormerSession.Unknown),
            (new string('A', SessionId.MaxLength), FormerSession.Unknown),
            (new string('A', SessionId.MaxLength + 1), FormerSession.Malformed),
            (id + ".", FormerSession.Malformed),
            (id + "." + new string('r', SessionId.MaxRouteLength + 1), FormerSession.Malformed),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl", FormerSession.Malformed),
            ("CfDJ8IXM0D8-DataProtectedCookieOfAnotherApplication-with_its_base64_alphabet-and-length", FormerSession.Malformed),
            ("'OR'1'='1'--", FormerSession.Malformed),
            ("../../../etc/passwd", FormerSession.Malformed),
            ("%0d%0aSet-Cookie:%20a=b", FormerSession.Malformed),
            (string.Concat(Enumerable.Repeat("%C3%A4", SessionId.MinLength)), FormerSession.Malformed),
            (new string('A', 16_000), FormerSession.Malformed),
        };

        foreach (var (cookie, former) in hostile)
        {
            var answer = await cluster.Visit().With(Name, cookie).GetAsync(cluster.At(1, "/read"));
            Assert.Equal((200, $"{former} 0"), (answer.Status, answer.Text));
            Assert.Empty(answer.SetCookies);
        }

        Assert.Equal("Found 2", (await owner.GetAsync(cluster.At(1, "/"))).Text);
        Assert.All(cluster.Nodes, node => Assert.Equal(1, node.Manager.Status.SessionCount));
    }

    [Fact]
    public async Task Whoever_writes_with_such_a_cookie_gets_a_good_one()
    {
        await using var cluster = await WebCluster.StartAsync(1, Serve);
        var browser = cluster.Visit().With(Name, "' OR 1=1 --");

        await browser.GetAsync(cluster.At(0, "/"));

        Assert.Equal("Found 2", (await browser.GetAsync(cluster.At(0, "/"))).Text);
    }

    [Fact]
    public async Task Many_cookies_and_more_tokens_than_are_believed_cost_nobody_the_session()
    {
        await using var cluster = await WebCluster.StartAsync(2, Serve, options => options.CommitLevel = CommitLevel.All);
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/"));
        for (var i = 0; i < 150; i++)
        {
            browser.With(string.Create(CultureInfo.InvariantCulture, $"other{i}"), "value");
            browser.With(string.Create(CultureInfo.InvariantCulture, $"{Name}.{i:x8}"), "99");
        }

        var answer = await browser.GetAsync(cluster.At(1, "/"));

        Assert.Equal((200, "Found 2"), (answer.Status, answer.Text));
        Assert.InRange(browser.TokenCookies.Count(), 0, 8);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(long.MaxValue)]
    public async Task A_token_from_the_future_is_denied_and_taken_away_and_the_session_is_found(long number)
    {
        await using var cluster = await WebCluster.StartAsync(2, Serve, options => options.CommitLevel = CommitLevel.All);
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/"));
        var incarnation = cluster.Nodes[0].Manager.Status.Self!.Value.Incarnation;
        browser.With($"{Name}.{(uint)incarnation:x8}", number.ToString(CultureInfo.InvariantCulture));
        var watch = Stopwatch.StartNew();

        var answer = await browser.GetAsync(cluster.At(1, "/"));

        Assert.Equal((200, "Found 2"), (answer.Status, answer.Text));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        Assert.Empty(browser.TokenCookies);
    }

    private static Task Serve(HttpContext http)
    {
        var count = http.Session.GetInt32("count") ?? 0;
        if (http.Request.Path == "/") http.Session.SetInt32("count", ++count);
        return http.Response.WriteAsync($"{http.GetReplicatedSession().Former} {count}");
    }
}
