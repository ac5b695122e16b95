using Akka.Actor;

namespace Akka.Event;

/// <summary>An event bus that knows how severe a log event must be for anyone to want it.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private volatile LogLevel _logLevel = LogLevel.DebugLevel;
    private readonly List<IActorRef> _loggers = [];

    internal LoggingBus() { }

    public LogLevel LogLevel => _logLevel;

    /// <summary>The logger for before the others are up and after they have stopped.</summary>
    internal StandardOutLogger StdoutLogger { get; } = new();

    /// <summary>Gives the loggers everything that is at least as severe as <paramref name="logLevel"/>.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        lock (_loggers)
        {
            _logLevel = logLevel;
            foreach (var logger in _loggers) SubscribeTo(logger, logLevel);
        }
    }

    public void StartStdoutLogger(Settings config) => AddLogger(StdoutLogger, Logging.LogLevelFor(config.StdoutLogLevel));

    internal void AddLogger(IActorRef logger, LogLevel logLevel)
    {
        lock (_loggers)
        {
            _loggers.Add(logger);
            SubscribeTo(logger, logLevel);
        }
    }

    internal void RemoveLogger(IActorRef logger)
    {
        lock (_loggers)
        {
            _loggers.Remove(logger);
            Unsubscribe(logger);
        }
    }

    internal bool Wants(LogLevel logLevel) => logLevel >= _logLevel && HasReceivers(logLevel.ClassFor());

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber)
    {
        try
        {
            subscriber.Tell(@event, ActorRefs.NoSender);
        }
        catch (Exception e)
        {
            // A subscriber on another node cannot be told everything. That is no fault of the publisher, nor a loss to the others; and logging it could fail likewise.
            Console.Error.WriteLine($"{subscriber} could not be told of an event of {@event.GetType()}: {e.Message}");
        }
    }

    protected override Type GetClassifier(object @event) => @event.GetType();

    private void SubscribeTo(IActorRef logger, LogLevel least)
    {
        foreach (var level in Enum.GetValues<LogLevel>())
        {
            if (level >= least) Subscribe(logger, level.ClassFor());
            else Unsubscribe(logger, level.ClassFor());
        }
    }
}
