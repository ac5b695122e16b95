using System.Collections.Concurrent;
using Akka.Sessions.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Web.Tests.Fakes;

/// <summary>A web application over a <see cref="FakeSessionManager"/>, in memory or on Kestrel, and browsers to visit it.</summary>
internal sealed class WebApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LogLines _log;

    private WebApp(WebApplication app, FakeSessionManager manager, LogLines log)
    {
        _app = app;
        _log = log;
        Manager = manager;
    }

    public FakeSessionManager Manager { get; }

    public IServiceProvider Services => _app.Services;

    public ConcurrentQueue<string> Log => _log.Lines;

    /// <summary>An application whose every path is served by <paramref name="handler"/>.</summary>
    public static Task<WebApp> ServingAsync(RequestDelegate handler, Action<AkkaSessionsOptions>? configure = null, bool onKestrel = false)
        => StartAsync(app => app.UseAkkaSessions().Run(handler), configure, onKestrel: onKestrel);

    public static async Task<WebApp> StartAsync(
        Action<WebApplication> pipeline,
        Action<AkkaSessionsOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        bool onKestrel = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogLines();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(log);
        if (onKestrel) builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        else builder.WebHost.UseTestServer();
        var manager = new FakeSessionManager();
        builder.Services.AddSingleton<ISessionManager>(manager);
        builder.Services.AddWebSide();
        if (configure is not null) builder.Services.Configure(configure);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        pipeline(app);
        await app.StartAsync();
        return new(app, manager, log);
    }

    /// <summary>A new browser without cookies.</summary>
    public Browser Visit(string scheme = "http")
    {
        if (_app.Services.GetService<Microsoft.AspNetCore.Hosting.Server.IServer>() is TestServer server)
            return new(server.CreateHandler(), new($"{scheme}://localhost"));
        return new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }, new(_app.Urls.Single()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>Keeps what was logged, for tests that look.</summary>
internal sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Line(this);

    public void Dispose()
    {
    }

    private sealed class Line(LogLines log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");
    }
}
