using Akka.Actor;

namespace Akka.Event;

/// <summary>Makes logging adapters, and knows the names of the levels.</summary>
public static class Logging
{
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter logMessageFormatter = null)
    {
        var cell = (ActorCell)context;
        return Adapter(cell.System.EventStream, new LogSource(cell.Path.ToString(), cell.ActorType), logMessageFormatter);
    }

    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter logMessageFormatter = null) =>
        Adapter(system.EventStream, LogSource.Create(logSourceObj, system), logMessageFormatter);

    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter logMessageFormatter = null) =>
        Adapter(loggingBus, LogSource.Create(logSourceObj), logMessageFormatter);

    public static string SimpleName(object o) => SimpleName(o.GetType());

    public static string SimpleName(Type t) => t.Name;

    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => Off,
        _ => throw new ArgumentException($"\"{logLevel}\" is no log level: OFF, ERROR, WARNING, INFO or DEBUG.", nameof(logLevel)),
    };

    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw new ArgumentOutOfRangeException(nameof(logLevel), logLevel, "No event has this level."),
    };

    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => "OFF",
    };

    /// <summary>More severe than everything.</summary>
    private const LogLevel Off = (LogLevel)int.MaxValue;

    private static BusLogging Adapter(LoggingBus bus, LogSource source, ILogMessageFormatter formatter) =>
        new(bus, source.Source, source.Type, formatter ?? DefaultLogMessageFormatter.Instance);
}

/// <summary>The name and type that a log event is said to come from.</summary>
public readonly struct LogSource
{
    internal LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    public string Source { get; }

    public Type Type { get; }

    public static LogSource Create(object o) => o switch
    {
        string text => new LogSource(text, typeof(string)),
        Type type => new LogSource(Logging.SimpleName(type), type),
        IActorContext context => new LogSource(context.Self.Path.ToString(), context.Props.Type),
        IActorRef actor => new LogSource(actor.Path.ToString(), actor.GetType()),
        ActorSystem system => new LogSource($"ActorSystem({system.Name})", typeof(ActorSystem)),
        _ => new LogSource(Logging.SimpleName(o), o.GetType()),
    };

    public static LogSource Create(object o, ActorSystem system)
    {
        var source = Create(o);
        return o is ActorSystem or IActorRef or IActorContext ? source : new LogSource($"{source.Source} ({system})", source.Type);
    }
}
