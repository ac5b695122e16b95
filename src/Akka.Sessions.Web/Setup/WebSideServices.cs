using Akka.Sessions.Web.Health;
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
        // UseSession() resolves its store when the pipeline is built, which is the earliest moment to tell that it is there.
        services.Replace(ServiceDescriptor.Transient<ISessionStore>(_ => throw new InvalidOperationException(
            "app.UseSession() was found beside AddAkkaSessions(). Call app.UseAkkaSessions() in its place; HttpContext.Session stays the same.")));
    }

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

/// <summary>Shows that the services are there.</summary>
internal sealed class WebSideMarker;
