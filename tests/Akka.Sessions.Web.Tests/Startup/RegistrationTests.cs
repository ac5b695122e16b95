using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Tests.Startup;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Use_without_Add_is_a_start_error_that_says_what_to_call()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.UseAkkaSessions());

        Assert.Contains("AddAkkaSessions()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Using_it_twice_is_a_start_error()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => WebApp.StartAsync(app => app.UseAkkaSessions().UseAkkaSessions()));

        Assert.Contains("twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UseSession_beside_it_is_a_start_error_whichever_comes_first(bool isFirst)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => WebApp.StartAsync(
            app =>
            {
                if (isFirst) app.Map("/old", old => old.UseSession());
                app.UseAkkaSessions();
                if (!isFirst) app.UseSession();
            },
            services: services => services.AddSession()));

        Assert.Contains("Both app.UseSession() and app.UseAkkaSessions() were called", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_another_kind_in_front_is_an_error_of_the_request()
    {
        await using var app = await WebApp.StartAsync(app =>
        {
            app.Use((http, next) =>
            {
                http.Features.Set<Microsoft.AspNetCore.Http.Features.ISessionFeature>(new ForeignSession());
                return next(http);
            });
            app.UseAkkaSessions();
        });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Visit().GetAsync());

        Assert.Contains("not both", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cookie:Name", "a b", "Cookie.Name")]
    [InlineData("Cookie:Path", "shop", "Cookie.Path")]
    [InlineData("Cookie:MaxAge", "00:00:00", "Cookie.MaxAge")]
    [InlineData("Cookie:Expiration", "01:00:00", "Cookie.Expiration")]
    [InlineData("TokenLifetime", "00:00:00", "TokenLifetime")]
    [InlineData("TokenLifetime", "02:00:00", "TokenLifetime")]
    [InlineData("CommitLevel", "9", "CommitLevel")]
    [InlineData("OnMissedCommit", "9", "OnMissedCommit")]
    [InlineData("OnMissedCommit", "shrug", "OnMissedCommit")]
    [InlineData("Cokie:Name", "a", "Cokie")]
    public void A_wrong_option_stops_the_start_and_names_the_key(string key, string value, string named)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        using var provider = new ServiceCollection().AddLogging().AddAkkaSessions(section).BuildServiceProvider();

        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_code_and_the_managers_own_options_meet_in_one_set()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(
            [new("CommitLevel", "One"), new("Cookie:Name", "cart"), new("IdleTimeout", "01:00:00")]).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSessionManager(manager => manager.SystemName = "shop");
        services.AddAkkaSessions(section).AddAkkaSessions(web => web.Cookie.MaxAge = TimeSpan.FromDays(2));
        using var provider = services.BuildServiceProvider();

        var web = provider.GetRequiredService<IOptions<AkkaSessionsOptions>>().Value;
        var manager = provider.GetRequiredService<IOptions<SessionsOptions>>().Value;

        Assert.Same(web, manager);
        Assert.Equal(CommitLevel.One, manager.CommitLevel);
        Assert.Equal("shop", manager.SystemName);
        Assert.Equal(TimeSpan.FromHours(1), manager.IdleTimeout);
        Assert.Equal(("cart", TimeSpan.FromDays(2)), (web.Cookie.Name, web.Cookie.MaxAge));
    }

    private sealed class ForeignSession : Microsoft.AspNetCore.Http.Features.ISessionFeature
    {
        public ISession Session { get; set; } = null!;
    }
}
