using Akka.Actor;
using Akka.Configuration;
using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Web.Tests.Nodes;

/// <summary>A cluster of one, with the real sessions behind ASP.NET Core's test server, reached by either of the two ways.</summary>
internal sealed class OneNode : IAsyncDisposable
{
    private static readonly Config Hocon = ConfigurationFactory.ParseString("""
        akka {
          actor.provider = cluster
          loglevel = WARNING
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster { gossip-interval = 100ms, leader-actions-interval = 100ms, periodic-tasks-initial-delay = 100ms }
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          sessions { drain-delay = 0s, expiry-interval = 50ms, lookup.timeout = 200ms }
        }
        """);

    private readonly WebApplication _app;
    private readonly LogLines _log;

    private OneNode(WebApplication app, ActorSystem system, LogLines log)
    {
        _app = app;
        _log = log;
        System = system;
    }

    public ActorSystem System { get; }

    public IEnumerable<string> Log => _log.Lines;

    public IServiceProvider Services => _app.Services;

    public ISessionManager Manager => _app.Services.GetRequiredService<ISessionManager>();

    public static Task<OneNode> ServingAsync(Way way, RequestDelegate handler, TimeSpan? idleTimeout = null)
        => StartAsync(way, app => app.Run(handler), idleTimeout: idleTimeout);

    public static async Task<OneNode> StartAsync(
        Way way, Action<WebApplication> pipeline, Action<IServiceCollection>? services = null, TimeSpan? idleTimeout = null,
        bool isEssential = false)
    {
        var system = ActorSystem.Create("one", Hocon);
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(log);
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(system);
        builder.Services.AddAkkaSessions(options =>
        {
            options.IdleTimeout = idleTimeout;
            options.Cookie.IsEssential = isEssential;
        });
        builder.Services.AddSession(options =>
        {
            options.IdleTimeout = idleTimeout ?? options.IdleTimeout;
            options.Cookie.IsEssential = isEssential;
        });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseCookiePolicy();
        app.UseRouting();
        _ = way is Way.UseSession ? app.UseSession() : app.UseAkkaSessions();
        pipeline(app);
        await app.StartAsync();
        var cluster = Cluster.Cluster.Get(system);
        cluster.Join(cluster.SelfAddress);
        var node = new OneNode(app, system, log);
        await Eventually.TrueAsync(() => node.Manager.Status.IsReady, () => string.Join('\n', log.Lines));
        return node;
    }

    public Browser Visit() => new(_app.GetTestServer().CreateHandler(), new("http://localhost"));

    public HttpClient NewClient() => _app.GetTestClient();

    /// <summary>Stops as a host does on SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await System.Terminate();
    }
}

/// <summary>How an application puts the sessions into its pipeline.</summary>
public enum Way
{
    UseAkkaSessions,
    UseSession,
}
