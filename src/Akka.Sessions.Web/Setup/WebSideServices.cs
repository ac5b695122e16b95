using Akka.Sessions.Web.Health;
using Akka.Sessions.Web.Plain;
using Akka.Sessions.Web.Requests;
using Akka.Sessions.Web.Values;
using Microsoft.AspNetCore.Session;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Setup;

/// <summary>The services of the web side alone; the session manager is whoever is registered as one.</summary>
internal static class WebSideServices
{
    public static void AddWebSide(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(WebSideMarker))) return;

        services.AddSingleton<WebSideMarker>();
        services.AddSingleton<WebMeter>();
        services.AddSingleton<WebSessions>();
        services.TryAddSingleton<ISessionValueSerializer, JsonValueSerializer>();
        services.AddMetrics();
        services.AddHealthChecks()
            .AddCheck<ReadyCheck>(SessionHealthChecks.Ready, tags: [SessionHealthChecks.ReadyTag])
            .AddCheck<LiveCheck>(SessionHealthChecks.Live, tags: [SessionHealthChecks.LiveTag]);
        services.AddOptions();
        services.AddOneSetOfOptions();
        services.AddPlainSessions();
    }

    // UseSession() resolves its store when the pipeline is built, which is the earliest moment to tell that it is there.
    private static void AddPlainSessions(this IServiceCollection services)
        => services.Replace(ServiceDescriptor.Transient<ISessionStore>(static provider =>
        {
            provider.GetRequiredService<WebSideMarker>().Claim("app.UseSession()");
            return new PlainSessionStore(provider.GetRequiredService<WebSessions>());
        }));

    // AkkaSessionsOptions are SessionsOptions: the manager reads the very same instance, and what AddSessionManager configured goes into it.
    private static void AddOneSetOfOptions(this IServiceCollection services)
    {
        services.AddOptions<AkkaSessionsOptions>()
            .Configure<IEnumerable<IConfigureOptions<SessionsOptions>>>(static (options, configurations) =>
            {
                foreach (var configuration in configurations) configuration.Configure(options);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AkkaSessionsOptions>, AkkaSessionsOptionsValidation>();
        services.Replace(ServiceDescriptor.Singleton<IOptions<SessionsOptions>>(
            static provider => provider.GetRequiredService<IOptions<AkkaSessionsOptions>>()));
    }
}

/// <summary>Shows that the services are there, and which of the two ways to use them the application's pipeline has taken.</summary>
internal sealed class WebSideMarker
{
    private string? _way;

    /// <exception cref="InvalidOperationException">The other way is in the pipeline already.</exception>
    public void Claim(string way)
    {
        if (Interlocked.CompareExchange(ref _way, way, comparand: null) is { } other && other != way)
            throw new InvalidOperationException(
                "Both app.UseSession() and app.UseAkkaSessions() were called, and a request has one session. Keep app.UseAkkaSessions(); " +
                "HttpContext.Session stays the same. (app.UseSession() alone works too, with less: see docs/operations.md.)");
    }
}
