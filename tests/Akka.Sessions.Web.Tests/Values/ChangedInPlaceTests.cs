using System.Text;
using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web.Tests.Values;

/// <summary>What the application does to an object that it got from the session, without setting it again.</summary>
public sealed class ChangedInPlaceTests
{
    [Theory]
    [InlineData(MissedCommitPolicy.Log)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable)]
    public async Task A_value_changed_in_place_is_stored(MissedCommitPolicy policy)
    {
        await using var app = await WebApp.ServingAsync(
            async http =>
            {
                var basket = http.Session.GetOrCreate("b", () => new Basket());
                basket.Lines.Add("tea");
                await http.Response.WriteAsync($"{basket.Size}");
                if (http.Request.Path == "/late") basket.Lines.Add("milk");
            },
            options => options.OnMissedCommit = policy);
        var browser = app.Visit();

        Assert.Equal("1", (await browser.GetAsync()).Text);
        Assert.Equal("2", (await browser.GetAsync("/late")).Text);
        Assert.Equal("4", (await browser.GetAsync()).Text);
    }

    [Fact]
    public async Task Values_in_scopes_are_noticed_too_and_each_by_itself()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            var scope = http.GetReplicatedSession().Scope("plug-in");
            if (http.Request.Path == "/scope") scope.GetOrCreate("b", () => new Basket()).Lines.Add("s");
            else if (http.Request.Path == "/whole") http.Session.GetOrCreate("b", () => new Basket()).Lines.Add("w");
            return http.Response.WriteAsync($"{http.Session.Get<Basket>("b")?.Size}|{scope.Get<Basket>("b")?.Size}");
        });
        var browser = app.Visit();

        await browser.GetAsync("/scope");
        await browser.GetAsync("/scope");
        await browser.GetAsync("/whole");
        Assert.Equal("1|2", (await browser.GetAsync()).Text);
    }

    [Fact]
    public async Task A_value_that_was_only_read_commits_nothing_even_when_another_release_wrote_it_otherwise()
    {
        await using var app = await WebApp.ServingAsync(http =>
        {
            if (http.Request.Path == "/set") http.Session.Set("b", new Basket { Lines = { "tea" } });
            else http.Session.Get<NextBasket>("b");
            return Task.CompletedTask;
        });
        var browser = app.Visit();
        await browser.GetAsync("/set");

        await browser.GetAsync("/read");

        Assert.Single(app.Manager.Commits);
        Assert.Equal("""{"Lines":["tea"],"Size":1}""", Stored(app, browser));
    }

    [Fact]
    public async Task What_is_said_to_be_immutable_is_serialised_once_and_never_looked_at_again()
    {
        var serializer = new CountingSerializer();
        await using var app = await WebApp.StartAsync(
            app => app.UseAkkaSessions().Run(http =>
            {
                if (http.Request.Path == "/set") http.Session.Set("c", new Customer("ann"));
                else Assert.Same(http.Session.Get<Customer>("c"), http.Session.Get<Customer>("c"));
                return Task.CompletedTask;
            }),
            services: services => services.AddSingleton<ISessionValueSerializer>(serializer));
        var browser = app.Visit();

        await browser.GetAsync("/set");
        await browser.GetAsync();

        Assert.Equal((1, 1), (serializer.Written, serializer.Read));
    }

    [Fact]
    public async Task An_explicit_commit_takes_what_was_changed_in_place_so_far()
    {
        await using var app = await WebApp.ServingAsync(async http =>
        {
            var basket = http.Session.GetOrCreate("b", () => new Basket());
            await http.GetReplicatedSession().CommitAsync();
            basket.Lines.Add("tea");
            await http.GetReplicatedSession().CommitAsync();
            await http.Session.CommitAsync();
        });
        var browser = app.Visit();

        await browser.GetAsync();

        Assert.Equal(2, app.Manager.Commits.Count);
        Assert.Equal("""{"Lines":["tea"],"Size":1}""", Stored(app, browser));
    }

    [Fact]
    public async Task A_new_id_takes_what_was_changed_in_place_along()
    {
        await using var app = await WebApp.ServingAsync(async http =>
        {
            http.Session.GetOrCreate("b", () => new Basket()).Lines.Add("tea");
            await http.GetReplicatedSession().RotateIdAsync();
        });
        var browser = app.Visit();

        await browser.GetAsync();
        await browser.GetAsync();

        Assert.Equal("""{"Lines":["tea","tea"],"Size":2}""", Stored(app, browser));
    }

    [Fact]
    public async Task What_an_invalidated_session_held_does_not_come_back_in_the_next()
    {
        await using var app = await WebApp.ServingAsync(async http =>
        {
            var basket = http.Session.GetOrCreate("b", () => new Basket());
            if (http.Request.Path == "/end") await http.GetReplicatedSession().InvalidateAsync();
            basket.Lines.Add("tea");
            await http.Response.WriteAsync($"{http.Session.Get<Basket>("b")?.Size}");
        });
        var browser = app.Visit();
        await browser.GetAsync();

        var end = await browser.GetAsync("/end");

        Assert.Equal("", end.Text);
        Assert.Null(browser.SessionCookie);
        Assert.Empty(app.Manager.Stored);
    }

    [Theory]
    [InlineData(MissedCommitPolicy.Log, 200)]
    [InlineData(MissedCommitPolicy.Throw, 500)]
    [InlineData(MissedCommitPolicy.ServiceUnavailable, 503)]
    public async Task What_cannot_be_stored_is_given_up_alone_and_the_policy_decides(MissedCommitPolicy policy, int status)
    {
        await using var app = await WebApp.StartAsync(
            app =>
            {
                app.UseExceptionHandler(error => error.Run(http => Task.CompletedTask));
                app.UseAkkaSessions().Run(http =>
                {
                    http.Session.SetInt32("n", 1);
                    http.Session.GetOrCreate("b", () => new Basket()).Lines.Add(new string('x', 1000));
                    return Task.CompletedTask;
                });
            },
            options => options.OnMissedCommit = policy);
        app.Manager.MaxAttributeSize = 100;
        var browser = app.Visit();

        var answer = await browser.GetAsync();

        Assert.Equal(status, answer.Status);
        var stored = Assert.Single(app.Manager.Stored).Value.Attributes;
        Assert.True(stored.ContainsKey("n"));
        Assert.Equal("""{"Lines":[],"Size":0}""", Encoding.UTF8.GetString(stored["b"]));
        Assert.Single(app.Log, line => line.StartsWith("Error 4008", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_commits_explicitly_is_told_what_cannot_be_stored()
    {
        Exception? told = null;
        await using var app = await WebApp.ServingAsync(async http =>
        {
            var ring = http.Session.GetOrCreate("r", () => new Ring());
            ring.Next = ring;
            told = await Record.ExceptionAsync(async () => await http.GetReplicatedSession().CommitAsync());
            ring.Next = null;
        });

        await app.Visit().GetAsync();

        Assert.Equal("r", Assert.IsType<SessionValueException>(told).AttributeName);
        Assert.DoesNotContain(app.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_requests_at_once_that_change_different_values_in_place_keep_both()
    {
        var both = new Barrier(2);
        await using var app = await WebApp.ServingAsync(async http =>
        {
            var own = http.Session.GetOrCreate(http.Request.Path.Value![1..], () => new Basket());
            if (http.Request.Query.ContainsKey("wait")) await Task.Run(() => both.SignalAndWait(TimeSpan.FromSeconds(30)));
            own.Lines.Add("tea");
        });
        var browser = app.Visit();
        await browser.GetAsync("/a");
        await browser.GetAsync("/b");

        await Task.WhenAll(
            app.Visit().WithCookiesOf(browser).GetAsync("/a?wait"), app.Visit().WithCookiesOf(browser).GetAsync("/b?wait"));

        Assert.All("ab", name => Assert.Contains("\"Size\":2", Stored(app, browser, name.ToString()), StringComparison.Ordinal));
    }

    private static string Stored(WebApp app, Browser browser, string name = "b")
        => Encoding.UTF8.GetString(app.Manager.Stored[browser.SessionId].Attributes[name]);

    private sealed class CountingSerializer : ISessionValueSerializer
    {
        public int Written { get; private set; }

        public int Read { get; private set; }

        public byte[] Serialize<T>(T value)
        {
            Written++;
            return System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(value);
        }

        public T? Deserialize<T>(ReadOnlySpan<byte> bytes)
        {
            Read++;
            return System.Text.Json.JsonSerializer.Deserialize<T>(bytes);
        }
    }
}
