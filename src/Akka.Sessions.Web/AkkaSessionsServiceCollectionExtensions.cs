using Akka.Sessions.Web.Setup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web;

/// <summary>Adds replicated sessions to an application's services.</summary>
public static class AkkaSessionsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the sessions with their default options: <see cref="ISessionManager"/>, what starts and stops it with the host, and the health
    /// checks <see cref="SessionHealthChecks.Ready"/> and <see cref="SessionHealthChecks.Live"/>. Calling it again adds only its configuration.
    /// Options that do not hold stop the host at start with an <c>OptionsValidationException</c> that names the key.
    /// </summary>
    public static IServiceCollection AddAkkaSessions(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSessionManager();
        services.AddWebSide();
        return services;
    }

    /// <summary>As <see cref="AddAkkaSessions(IServiceCollection)"/>, and sets options in code.</summary>
    public static IServiceCollection AddAkkaSessions(this IServiceCollection services, Action<AkkaSessionsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddAkkaSessions().Configure(configure);
        return services;
    }

    /// <summary>
    /// As <see cref="AddAkkaSessions(IServiceCollection, IConfiguration)"/>, with the section named by its path in the application's
    /// configuration, for example <c>"Sessions"</c>. A section that is not there sets nothing.
    /// </summary>
    public static IServiceCollection AddAkkaSessions(this IServiceCollection services, string sectionPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(sectionPath);
        services.AddAkkaSessions();
        services.AddOptions<AkkaSessionsOptions>().BindConfiguration(sectionPath, binder => binder.ErrorOnUnknownConfiguration = true);
        return services;
    }

    /// <summary>
    /// As <see cref="AddAkkaSessions(IServiceCollection)"/>, and binds options to a configuration section, for example
    /// <c>builder.Configuration.GetSection("Sessions")</c>. The keys are the names of the properties; a key that is none stops the host at start.
    /// </summary>
    public static IServiceCollection AddAkkaSessions(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddAkkaSessions();
        services.AddOptions<AkkaSessionsOptions>().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true);
        return services;
    }
}
