using Akka.Actor.Setup;
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The configuration of a system: the application's own over the defaults, and the values that the engine reads from it.</summary>
public class Settings
{
    private readonly Config _own;
    private Config _fallback;

    public Settings(ActorSystem system, Config config) : this(system, config, ActorSystemSetup.Empty) { }

    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        _own = config;
        _fallback = ConfigurationFactory.Default();
        Config = _own.WithFallback(_fallback);
        ProviderSelectionType = setup.Get<BootstrapSetup>() is { HasValue: true, Value.ActorRefProvider: { HasValue: true } chosen }
            ? chosen.Value
            : ProviderSelection.Parse(Config.GetString("akka.actor.provider"));
        SupervisorStrategyClass = Config.GetString("akka.actor.guardian-supervisor-strategy");
        AskTimeout = TimeSetting("akka.actor.ask-timeout");
        LogLevel = Config.GetString("akka.loglevel");
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel");
        Loggers = Config.GetStringList("akka.loggers");
        LoggerStartTimeout = TimeSetting("akka.logger-startup-timeout");
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start");
        LogDeadLetters = CountSetting("akka.log-dead-letters");
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = TimeSetting("akka.log-dead-letters-suspend-duration");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            throw new ConfigurationException(
                "akka.coordinated-shutdown.run-by-actor-system-terminate needs terminate-actor-system: the shutdown would wait for a termination that it never begins.");
        }
    }

    public ActorSystem System { get; }

    public Config Config { get; private set; }

    public ActorSystemSetup Setup { get; }

    public ProviderSelection ProviderSelectionType { get; }

    public bool HasCluster => ProviderSelectionType is ProviderSelection.Cluster;

    public string SupervisorStrategyClass { get; }

    /// <summary>How long an ask without a timeout of its own waits; infinite unless configured.</summary>
    public TimeSpan AskTimeout { get; }

    public string LogLevel { get; }

    public string StdoutLogLevel { get; }

    public IList<string> Loggers { get; }

    public TimeSpan LoggerStartTimeout { get; }

    public bool LogConfigOnStart { get; }

    /// <summary>Dead letters logged before silence.</summary>
    public int LogDeadLetters { get; }

    public bool LogDeadLettersDuringShutdown { get; }

    /// <summary>How long the silence lasts.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; }

    public bool DebugUnhandledMessage { get; }

    public bool CoordinatedShutdownTerminateActorSystem { get; }

    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>Adds defaults below everything that is known already.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        _fallback = _fallback.WithFallback(config);
        Config = _own.WithFallback(_fallback);
    }

    public override string ToString() => Config.ToString();

    private TimeSpan TimeSetting(string path) =>
        Config.GetString(path) is "infinite" or "off" ? Timeout.InfiniteTimeSpan : Config.GetTimeSpan(path);

    private int CountSetting(string path) => Config.GetString(path).ToLowerInvariant() switch
    {
        "off" or "false" => 0,
        "on" or "true" => int.MaxValue,
        _ => Config.GetInt(path),
    };
}
