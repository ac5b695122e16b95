using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Manager;

/// <summary>Makes the actor system of a node whose application has none.</summary>
internal static class SystemFactory
{
    private const string ReferenceResource = "Akka.Sessions.reference.conf";

    // The host drives the shutdown: the sessions must still be served while the web server drains.
    private const string Forced = "akka.coordinated-shutdown.run-by-clr-shutdown-hook = off";

    private const string Defaults = """
        akka {
          actor.provider = cluster
          loggers = ["Akka.Sessions.Manager.HostLogger, Akka.Sessions"]
          stdout-loglevel = ERROR
        }
        """;

    public static Config Reference { get; } = ConfigurationFactory.FromResource(ReferenceResource, typeof(SystemFactory).Assembly);

    /// <exception cref="SessionSettingsException">The system does not start on that configuration.</exception>
    public static ActorSystem Create(string name, Config config, ILoggerFactory loggers)
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), new HostLoggerSetup(loggers));
        try
        {
            return ActorSystem.Create(name, setup);
        }
        catch (Exception e)
        {
            var host = config.GetString("akka.remote.dot-netty.tcp.hostname", "");
            var port = config.GetString("akka.remote.dot-netty.tcp.port", "");
            throw new SessionSettingsException(
                $"The actor system \"{name}\" could not be started on {host}:{port}: {e.GetBaseException().Message}", e);
        }
    }

    /// <exception cref="SessionSettingsException">The HOCON cannot be read.</exception>
    public static Config ReadConfig(SessionsOptions options, string contentRoot, IConfiguration? configuration = null) =>
        Parse(Forced, "built-in HOCON")
            .WithFallback(Parse(options.Hocon, "SessionsOptions.Hocon"))
            .WithFallback(ReadSection(options.HoconSection, configuration))
            .WithFallback(ReadFile(options.HoconFile, contentRoot))
            .WithFallback(Parse(Defaults, "built-in HOCON"))
            .WithFallback(Reference)
            .WithFallback(DistributedPubSub.DefaultConfig());

    /// <summary>What the sessions read on a system of the application's own.</summary>
    public static Config ReadConfig(SessionsOptions options, ActorSystem system, IConfiguration? configuration = null) =>
        Parse(options.Hocon, "SessionsOptions.Hocon")
            .WithFallback(ReadSection(options.HoconSection, configuration))
            .WithFallback(system.Settings.Config)
            .WithFallback(Reference);

    private static Config ReadSection(string? path, IConfiguration? configuration) =>
        path is null ? Config.Empty : Parse(ConfiguredHocon.Of(configuration, path), $"Configuration section {path}");

    private static Config ReadFile(string? file, string contentRoot)
    {
        if (file is null) return Config.Empty;
        var path = Path.Combine(contentRoot, file);
        try
        {
            return Parse(File.ReadAllText(path), $"HOCON file {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SessionSettingsException($"HOCON file {path} cannot be read: {e.Message}", e);
        }
    }

    private static Config Parse(string? hocon, string source)
    {
        if (string.IsNullOrWhiteSpace(hocon)) return Config.Empty;
        try
        {
            return ConfigurationFactory.ParseString(hocon);
        }
        catch (Exception e)
        {
            throw new SessionSettingsException($"{source} is not valid HOCON: {e.Message}", e);
        }
    }
}
