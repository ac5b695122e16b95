using System.Globalization;
using Akka.Sessions.Web.Tests.Fakes;
using Akka.Sessions.Web.Tests.Requests;
using Akka.Sessions.Web.Tests.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web.Tests.Nodes;

/// <summary>What ASP.NET Core's documentation says of sessions holds by both ways, over real sessions.</summary>
public sealed class DocumentedSemanticsTests
{
    public static TheoryData<Way> Ways => [Way.UseAkkaSessions, Way.UseSession];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_value_set_in_one_request_is_there_in_the_next_and_the_session_keeps_its_id(Way way)
    {
        await using var node = await OneNode.ServingAsync(way, http =>
        {
            var count = http.Session.GetInt32("count") ?? 0;
            http.Session.SetInt32("count", count + 1);
            return http.Response.WriteAsync($"{count} {http.Session.IsAvailable} {http.Session.Id}");
        });
        var browser = node.Visit();

        var first = (await browser.GetAsync()).Text.Split(' ');
        var second = (await browser.GetAsync()).Text.Split(' ');

        Assert.Equal(["0", "True"], first[..2]);
        Assert.Equal(["1", "True", first[2]], second);
        Assert.DoesNotContain(browser.Cookies.Values, value => value.Contains(first[2], StringComparison.Ordinal));
        Assert.Equal(1, node.Manager.Status.SessionCount);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_cookie_is_sent_with_the_first_write_and_not_before(Way way)
    {
        await using var node = await OneNode.ServingAsync(way, http =>
        {
            _ = http.Session.GetString("a");
            _ = http.Session.Keys.Any();
            if (http.Request.Path == "/write") http.Session.SetString("a", "1");
            return Task.CompletedTask;
        });
        var browser = node.Visit();

        Assert.Empty((await browser.GetAsync()).SetCookies);
        var cookie = Assert.Single((await browser.GetAsync("/write")).SetCookies);
        Assert.True(cookie.HttpOnly);
        Assert.Equal(Microsoft.Net.Http.Headers.SameSiteMode.Lax, cookie.SameSite);
        Assert.Null(cookie.MaxAge);
        Assert.Empty((await browser.GetAsync("/write")).SetCookies);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Clear_removes_the_values_and_neither_the_session_nor_its_cookie(Way way)
    {
        await using var node = await OneNode.ServingAsync(way, http =>
        {
            if (http.Request.Path == "/write") foreach (var name in "abc") http.Session.SetString($"{name}", "1");
            if (http.Request.Path == "/clear") http.Session.Clear();
            return http.Response.WriteAsync($"{http.Session.Id} {string.Concat(http.Session.Keys.Order(StringComparer.Ordinal))}");
        });
        var browser = node.Visit();

        var written = (await browser.GetAsync("/write")).Text.Split(' ');
        await browser.GetAsync("/clear");

        Assert.Equal("abc", written[1]);
        Assert.Equal($"{written[0]} ", (await browser.GetAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_idle_session_ends_and_the_same_browser_can_begin_another_as_often_as_it_likes(Way way)
    {
        await using var node = await OneNode.ServingAsync(
            way,
            http =>
            {
                var before = http.Session.GetString("user") ?? "nobody";
                if (http.Request.Query["user"] is [{ } user]) http.Session.SetString("user", user);
                return http.Response.WriteAsync(before);
            },
            idleTimeout: TimeSpan.FromSeconds(1));
        var browser = node.Visit();

        foreach (var life in new[] { "ann", "bob" })
        {
            Assert.Equal("nobody", (await browser.GetAsync($"/?user={life}")).Text);
            Assert.Equal(life, (await browser.GetAsync()).Text);
            await Eventually.TrueAsync(() => node.Manager.Status.SessionCount == 0);
        }

        Assert.Equal("nobody", (await browser.GetAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task TempData_left_for_the_next_request_is_read_once(Way way)
    {
        await using var node = await OneNode.StartAsync(
            way,
            app => app.MapControllers(),
            services => services.AddControllersWithViews()
                .AddApplicationPart(typeof(NoteController).Assembly).AddSessionStateTempDataProvider());
        var browser = node.Visit();

        Assert.Equal(302, (await browser.GetAsync("/note/leave")).Status);
        Assert.Equal("saved", (await browser.GetAsync("/note/read")).Text);
        Assert.Equal("nothing", (await browser.GetAsync("/note/read")).Text);
    }

    [Theory]
    [InlineData(Way.UseAkkaSessions, true)]
    [InlineData(Way.UseAkkaSessions, false)]
    [InlineData(Way.UseSession, true)]
    [InlineData(Way.UseSession, false)]
    public async Task Before_consent_only_an_essential_cookie_is_sent(Way way, bool isEssential)
    {
        await using var node = await OneNode.StartAsync(
            way,
            app => app.Run(http =>
            {
                http.Session.SetString("a", "1");
                return http.Response.WriteAsync($"{http.Session.GetString("a")}");
            }),
            services => services.Configure<CookiePolicyOptions>(policy => policy.CheckConsentNeeded = _ => true),
            isEssential: isEssential);

        var answer = await node.Visit().GetAsync();

        Assert.Equal("1", answer.Text);
        Assert.Equal(isEssential ? 1 : 0, answer.SetCookies.Count);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_first_write_after_the_answer_has_begun_is_refused(Way way)
    {
        Exception? refusal = null;
        await using var node = await OneNode.ServingAsync(way, async http =>
        {
            await http.Response.WriteAsync("begun");
            refusal = Record.Exception(() => http.Session.SetString("a", "1"));
        });

        Assert.Equal("begun", (await node.Visit().GetAsync()).Text);
        Assert.Contains("the response has started", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
        Assert.Equal(0, node.Manager.Status.SessionCount);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Objects_in_the_session_are_stored_as_they_were_changed(Way way)
    {
        await using var node = await OneNode.ServingAsync(way, async http =>
        {
            await http.Session.LoadAsync();
            var basket = http.Session.GetOrCreate("b", () => new Basket());
            basket.Lines.Add("tea");
            await http.Response.WriteAsync(basket.Size.ToString(CultureInfo.InvariantCulture));
        });
        var browser = node.Visit();

        for (var i = 1; i <= 3; i++) Assert.Equal($"{i}", (await browser.GetAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Hostile_names_are_refused_change_nothing_and_establish_nothing(Way way)
    {
        string[] hostile = ["", "a\0b", "line\nbreak", "akka.scope.x/y", new string('n', 257), "half\ud800pair"];
        var refusals = new List<Exception>();
        await using var node = await OneNode.ServingAsync(way, http =>
        {
            foreach (var name in hostile)
            {
                refusals.Add(Record.Exception(() => http.Session.Set(name, [1])));
                refusals.Add(Record.Exception(() => http.Session.Set(name, new Basket())));
                Assert.Null(http.Session.Get(name));
                http.Session.Remove(name);
            }

            Assert.Throws<ArgumentNullException>(() => http.Session.Get(null!));
            Assert.Throws<ArgumentNullException>(() => http.Session.Remove(null!));
            return http.Response.WriteAsync($"{http.Session.Keys.Count()}");
        });

        var answer = await node.Visit().GetAsync();

        Assert.Equal(("0", 0), (answer.Text, answer.SetCookies.Count));
        Assert.All(refusals, refusal => Assert.IsType<SessionLimitException>(refusal));
        Assert.DoesNotContain(refusals, refusal => refusal.Message.Any(char.IsControl));
        Assert.Equal(0, node.Manager.Status.SessionCount);
    }
}
