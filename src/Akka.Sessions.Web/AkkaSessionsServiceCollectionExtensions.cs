using Akka.Sessions.Web.Setup;
using Akka.Sessions.Web.SigningIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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

    /// <summary>
    /// Keeps the tickets of cookie authentication in the sessions of the cluster, so that the browser carries a key only: who signed in on
    /// one node is signed in on all, and can be signed out from any (<c>docs/signing-in.md</c>). Adds the sessions too where
    /// <see cref="AddAkkaSessions(IServiceCollection)"/> was not called, and may stand before or after <c>AddCookie</c>. Options that do not
    /// hold, and a scheme that is none, stop the host at start with an <c>OptionsValidationException</c>.
    /// </summary>
    /// <param name="services">Of the application.</param>
    /// <param name="configure">Sets the options; the scheme <c>Cookies</c> needs none.</param>
    public static IServiceCollection AddAkkaSessionTickets(
        this IServiceCollection services, Action<AkkaSessionTicketsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddAkkaSessions();
        services.AddHttpContextAccessor();
        services.AddOptions<AkkaSessionTicketsOptions>().ValidateOnStart();
        if (configure is not null) services.Configure(configure);
        services.TryAddSingleton<SessionTicketStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CookieAuthenticationOptions>, TicketStoreSetup>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<AkkaSessionTicketsOptions>, AkkaSessionTicketsOptionsValidation>());
        return services;
    }
}
