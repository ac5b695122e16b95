using Akka.Actor;

namespace Akka.Event;

public enum LogLevel
{
    DebugLevel,
    InfoLevel,
    WarningLevel,
    ErrorLevel,
}

/// <summary>Something logged, on its way to the loggers. The text is put together by whoever writes it.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    public Exception Cause { get; protected set; }

    public DateTime Timestamp { get; } = TimeProvider.System.GetUtcNow().UtcDateTime;

    public Thread Thread { get; } = Thread.CurrentThread;

    public string LogSource { get; protected set; }

    public Type LogClass { get; protected set; }

    public object Message { get; protected set; }

    public abstract LogLevel LogLevel();

    public override string ToString()
    {
        var level = LogLevel().ToString().Replace("Level", "", StringComparison.Ordinal).ToUpperInvariant();
        var text = $"[{level}][{Timestamp:yyyy-MM-dd HH:mm:ss.fff}Z][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}";
        return Cause is null ? text : $"{text}{Environment.NewLine}Cause: {Cause}";
    }

    private protected void Fill(Exception cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }
}

public class Debug : LogEvent
{
    public Debug(Exception cause, string logSource, Type logClass, object message) => Fill(cause, logSource, logClass, message);

    public Debug(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

public class Info : LogEvent
{
    public Info(Exception cause, string logSource, Type logClass, object message) => Fill(cause, logSource, logClass, message);

    public Info(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

public class Warning : LogEvent
{
    public Warning(Exception cause, string logSource, Type logClass, object message) => Fill(cause, logSource, logClass, message);

    public Warning(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

public class Error : LogEvent
{
    public Error(Exception cause, string logSource, Type logClass, object message) => Fill(cause, logSource, logClass, message);

    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
