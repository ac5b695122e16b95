using Akka.Actor;

namespace Akka.Event;

/// <summary>The logger actors of one system, from start to end.</summary>
internal sealed class Loggers(ActorSystemImpl system)
{
    private readonly List<IActorRef> _loggers = [];
    private IActorRef _deadLetterListener;

    /// <summary>Starts what <c>akka.loggers</c> names, waits until each is ready, and takes over from the stdout logger.</summary>
    public void Start()
    {
        var level = Logging.LogLevelFor(system.Settings.LogLevel);
        foreach (var name in system.Settings.Loggers.Distinct(StringComparer.Ordinal)) StartLogger(name, level);
        if (_loggers.Count > 0) system.EventStream.RemoveLogger(system.EventStream.StdoutLogger);
        system.EventStream.SetLogLevel(level);
        if (system.Settings.LogDeadLetters > 0) ListenForDeadLetters();
        if (system.Settings.DebugUnhandledMessage) system.SystemActorOf<UnhandledMessageLogger>("unhandledMessageLogger");
    }

    /// <summary>Hands over to the stdout logger, so that the last words are not lost with the loggers.</summary>
    public void Stop()
    {
        var stream = system.EventStream;
        if (_loggers.Count == 0) return;
        stream.StartStdoutLogger(system.Settings);
        foreach (var logger in _loggers)
        {
            stream.RemoveLogger(logger);
            logger.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        }
    }

    public void SilenceDeadLetters()
    {
        if (_deadLetterListener is not null) system.EventStream.Unsubscribe(_deadLetterListener);
    }

    private void ListenForDeadLetters()
    {
        _deadLetterListener = system.SystemActorOf<DeadLetterListener>("deadLetterListener");
        foreach (var kind in new[] { typeof(DeadLetter), typeof(Dropped), typeof(UnhandledMessage) }) system.EventStream.Subscribe(_deadLetterListener, kind);
    }

    private void StartLogger(string name, LogLevel level)
    {
        var type = TypeOf(name);
        if (type == typeof(StandardOutLogger)) return;
        var logger = system.SystemActorOf(Props.Create(type), $"log{_loggers.Count + 1}-{type.Name}");
        var timeout = system.Settings.LoggerStartTimeout;
        // The system is not there before its loggers are, so this is the one place that waits for an actor.
        var ready = logger.Ask(new InitializeLogger(system.EventStream), timeout);
        Task.WaitAny([ready], timeout);
        if (ready is not { IsCompletedSuccessfully: true, Result: LoggerInitialized })
        {
            system.Stop(logger);
            throw new LoggerInitializationException($"The logger {type} did not answer InitializeLogger with LoggerInitialized within {timeout}.", ready.Exception);
        }

        _loggers.Add(logger);
        system.EventStream.AddLogger(logger, level);
    }

    private static Type TypeOf(string name)
    {
        var type = Type.GetType(name) ?? typeof(Loggers).Assembly.GetType(name.Split(',')[0].Trim())
            ?? throw new Configuration.ConfigurationException($"akka.loggers: the type \"{name}\" cannot be loaded.");
        return type == typeof(StandardOutLogger) || typeof(ActorBase).IsAssignableFrom(type)
            ? type
            : throw new Configuration.ConfigurationException($"akka.loggers: {type} is not an actor.");
    }
}

/// <summary>The first message of a logger; answered with <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    public LoggingBus LoggingBus { get; } = loggingBus;
}

public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;
