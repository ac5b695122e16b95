using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.Web;

/// <summary>Adds replicated sessions to an application's services.</summary>
public static class AkkaSessionsServiceCollectionExtensions
{
    /// <summary>Adds the sessions with their default options.</summary>
    public static IServiceCollection AddAkkaSessions(this IServiceCollection services) => services;

    /// <summary>Adds the sessions and sets their options in code.</summary>
    public static IServiceCollection AddAkkaSessions(this IServiceCollection services, Action<AkkaSessionsOptions> configure) => services;

    /// <summary>Adds the sessions with the options of a configuration section, for example <c>Configuration.GetSection("Sessions")</c>.</summary>
    public static IServiceCollection AddAkkaSessions(this IServiceCollection services, IConfiguration section) => services;
}
