using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Web.Tests.Startup;

/// <summary>Where the sessions' HOCON may come from, and which source wins. (An ActorSystem of the application's own: WebNode.)</summary>
public sealed class HoconSourcesTests
{
    private const string Settings = """
        {
          "Sessions": { "SystemName": "shop", "HoconSection": "Akka", "CommitLevel": "One" },
          "Akka": {
            "remote": { "dot-netty": { "tcp": { "hostname": "127.0.0.1", "port": 0 } } },
            "cluster.seed-nodes": [],
            "actor": { "deployment": { "/user/cart": { "router": "round \"robin\"" } } },
            "loggers-start-timeout": "7s",
            "log-dead-letters": false,
            "sessions": { "context": "shop", "idle-timeout": "7 m", "max-attributes": 12, "absolute-timeout": "off" }
          }
        }
        """;

    [Fact]
    public async Task A_section_of_appsettings_is_read_as_what_stands_under_akka()
    {
        await using var app = Build(Settings, services => services.AddAkkaSessions("Sessions"));
        await app.StartAsync();
        var manager = app.Services.GetRequiredService<ISessionManager>();

        var session = manager.Create();
        for (var i = 0; i < 12; i++) session.Set($"a{i}", []);

        Assert.StartsWith("akka.tcp://shop@127.0.0.1:", manager.Status.Self!.Value.Address, StringComparison.Ordinal);
        Assert.Equal((TimeSpan.FromMinutes(7), Timeout.InfiniteTimeSpan), (session.IdleTimeout, session.AbsoluteTimeout));
        Assert.Equal("akka.sessions.max-attributes", Assert.Throws<SessionLimitException>(() => session.Set("one more", [])).Key);
        await app.StopAsync();
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("akka.sessions.idle-timeout = 9 m", 9)]
    public async Task Inline_hocon_wins_over_the_section_and_the_section_over_the_file(string inline, int minutes)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "akka.sessions { idle-timeout = 5 m, max-attribute-name-length = 3 }");
        await using var app = Build(
            Settings,
            services => services.AddAkkaSessions("Sessions").AddAkkaSessions(options =>
            {
                options.HoconFile = file;
                options.Hocon = inline;
                options.DrainDelay = TimeSpan.Zero;
            }));
        await app.StartAsync();
        File.Delete(file);
        var session = app.Services.GetRequiredService<ISessionManager>().Create();

        Assert.Equal(TimeSpan.FromMinutes(minutes), session.IdleTimeout);
        Assert.Throws<SessionLimitException>(() => session.Set("long", []));
    }

    [Theory]
    [InlineData("""{"Sessions": {"HoconSection": "Akka"}}""", "HoconSection is \"Akka\"")]
    [InlineData("""{"Sessions": {"HoconSection": "Akka"}, "Akka": {"sessions": {"idle-timeout": "soon"}}}""", "idle-timeout is \"soon\"")]
    [InlineData("""{"Sessions": {"IdleTimeout": "00:00:00"}}""", "IdleTimeout is 00:00:00")]
    [InlineData("""{"Sessions": {"IdelTimeout": "00:00:01"}}""", "IdelTimeout")]
    [InlineData("""{"Sessions": {"CommitLevel": "Most"}}""", "Sessions:CommitLevel")]
    [InlineData("""{"Sessions": {"SystemName": "my shop"}}""", "SystemName is \"my shop\"")]
    public async Task What_is_wrong_stops_the_start_and_is_named(string settings, string named)
    {
        await using var app = Build(settings, services => services.AddAkkaSessions("Sessions"));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static WebApplication Build(string settings, Action<IServiceCollection> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new LogLines());
        builder.Configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(settings)));
        builder.WebHost.UseTestServer();
        services(builder.Services);
        var app = builder.Build();
        app.UseAkkaSessions();
        return app;
    }
}
