using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Tests.Cookies;

/// <summary>What the browser is told of its cookies, as it stands in the header.</summary>
public sealed class CookieAttributeTests
{
    [Fact]
    public async Task Every_attribute_stands_in_the_header_of_the_session_and_of_its_tokens()
    {
        await using var app = await WebApp.ServingAsync(ServeAsync, Everything);
        app.Manager.OtherIsBehind = true;

        var sent = (await app.Visit("https").GetAsync()).Headers.GetValues("Set-Cookie").ToArray();

        Assert.Equal(2, sent.Length);
        Assert.All(sent, cookie => Assert.EndsWith(
            "; domain=shop.example; path=/shop; secure; samesite=none; httponly; Priority=High; Partitioned", cookie, StringComparison.Ordinal));
        Assert.Contains("max-age=86400", sent[0], StringComparison.Ordinal);
        Assert.Contains("max-age=60", sent[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_is_deleted_with_the_attributes_by_which_browsers_find_it_and_at_once()
    {
        await using var app = await WebApp.ServingAsync(ServeAsync, Everything);
        var browser = app.Visit("https");
        await browser.GetAsync();
        browser.With(".Akka.Session.000000aa", "nonsense");

        var deleted = (await browser.GetAsync("/end")).Headers.GetValues("Set-Cookie").ToArray();

        Assert.Equal(2, deleted.Length);
        const string expected = "=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; domain=shop.example; path=/shop; secure; samesite=none; httponly; "
            + "Priority=High; Partitioned";
        Assert.All(deleted, cookie => Assert.EndsWith(expected, cookie, StringComparison.Ordinal));
        Assert.Empty(browser.Cookies);
    }

    [Theory]
    [InlineData("PartitionedCookie is true", "PartitionedCookie", "true")]
    [InlineData("Cookie.SameSite is None", "Cookie:SameSite", "None", "Cookie:SecurePolicy", "None")]
    [InlineData("Cookie.Name begins with __Secure-", "Cookie:Name", "__Secure-id")]
    [InlineData("Cookie.Name begins with __Host-", "Cookie:Name", "__Host-id")]
    [InlineData("Cookie.Name begins with __Host-", "Cookie:Name", "__Host-id", "Cookie:SecurePolicy", "Always", "Cookie:Path", "/shop")]
    [InlineData("Cookie.Domain is \"a;b\"", "Cookie:Domain", "a;b")]
    [InlineData("Cookie.Path is \"/a;b\"", "Cookie:Path", "/a;b")]
    [InlineData("Cookie.Extensions has \"a;b\"", "Cookie:Extensions:0", "a;b")]
    [InlineData("ProtectCookie is true", "ProtectCookie", "true")]
    [InlineData("Route is \"node 1\"", "Route", "node 1")]
    [InlineData("Route is \"a.b\"", "Route", "a.b")]
    public void What_browsers_or_nodes_would_refuse_stops_the_start(string message, params string[] settings)
    {
        using var provider = Configured(settings);

        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PartitionedCookie", "true", "Cookie:SecurePolicy", "Always", "Cookie:SameSite", "None")]
    [InlineData("Cookie:Name", "__Host-id", "Cookie:SecurePolicy", "Always")]
    [InlineData("Route", "node-1_a")]
    public void What_they_take_starts(params string[] settings)
    {
        using var provider = Configured(settings);

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    private static ServiceProvider Configured(string[] settings)
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1]))).Build();
        return new ServiceCollection().AddLogging().AddAkkaSessions(section).BuildServiceProvider();
    }

    private static void Everything(AkkaSessionsOptions options)
    {
        options.Cookie.Domain = "shop.example";
        options.Cookie.Path = "/shop";
        options.Cookie.MaxAge = TimeSpan.FromDays(1);
        options.Cookie.SameSite = SameSiteMode.None;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.Extensions.Add("Priority=High");
        options.PartitionedCookie = true;
    }

    private static Task ServeAsync(HttpContext http)
    {
        if (http.Request.Path == "/end") return http.GetReplicatedSession().InvalidateAsync().AsTask();
        http.Session.SetInt32("a", 1);
        return Task.CompletedTask;
    }
}
