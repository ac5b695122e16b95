using Akka.Actor;
using Akka.Configuration;
using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Web.Tests.Nodes;

/// <summary>One node of a real cluster: its own actor system, Kestrel and sockets, all in the process of the test.</summary>
internal sealed class WebNode : IAsyncDisposable
{
    // In a hurry, because all is on one machine. Every port is the operating system's choice.
    private static readonly Config Hocon = ConfigurationFactory.ParseString("""
        akka {
          actor.provider = cluster
          loglevel = WARNING
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster {
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            periodic-tasks-initial-delay = 100ms
            pub-sub.gossip-interval = 100ms
          }
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          sessions { drain-delay = 0s }
        }
        """);

    private readonly WebApplication _app;

    private WebNode(WebApplication app, ActorSystem system)
    {
        _app = app;
        System = system;
    }

    public ActorSystem System { get; }

    public ISessionManager Manager => _app.Services.GetRequiredService<ISessionManager>();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<WebNode> StartAsync(
        RequestDelegate handler, Action<AkkaSessionsOptions> configure, LogLines log, Action<IServiceCollection>? services = null)
    {
        var system = ActorSystem.Create("web", Hocon);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(log);
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(system);
        builder.Services.AddAkkaSessions(configure);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        app.UseAkkaSessions();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(SessionHealthChecks.ReadyTag) });
        app.MapGet("/exclusive/{**rest}", handler).WithExclusiveSession();
        app.MapFallback(handler);
        await app.StartAsync();
        return new(app, system);
    }

    /// <summary>Stops as a host does on SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await System.Terminate();
    }
}
