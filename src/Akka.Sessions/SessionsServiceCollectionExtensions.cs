using Akka.Sessions.Manager;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Akka.Sessions;

/// <summary>Registers the sessions of this node, for hosts with and without a web server.</summary>
public static class SessionsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ISessionManager"/> and the service that starts it with the host: on the <c>ActorSystem</c> found among the services, or
    /// on one made from HOCON. Calling it again adds only its configuration.
    /// </summary>
    public static IServiceCollection AddSessionManager(this IServiceCollection services, Action<SessionsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<SessionsOptions>();
        if (configure is not null) services.Configure(configure);
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        if (services.Any(service => service.ServiceType == typeof(SessionSystem))) return services;

        services.AddSingleton<SessionManager>();
        services.AddSingleton<ISessionManager>(provider => provider.GetRequiredService<SessionManager>());
        services.AddSingleton<SessionSystem>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionSystem>());
        return services;
    }
}
