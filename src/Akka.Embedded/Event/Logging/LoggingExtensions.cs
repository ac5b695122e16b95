namespace Akka.Event;

/// <summary>The methods to log with: a template and its arguments, which become text only if a logger writes them.</summary>
public static partial class LoggingExtensions
{
    public static void Log(this ILoggingAdapter log, LogLevel level, string format) => log.Log(level, null, format);

    public static void Log(this ILoggingAdapter log, LogLevel level, string format, object[] args) => log.Write(level, null, format, args);

    public static void Log(this ILoggingAdapter log, LogLevel level, Exception cause, string format, object[] args) => log.Write(level, cause, format, args);

    private static void Write(this ILoggingAdapter log, LogLevel level, Exception cause, string format, params object[] args)
    {
        if (log.IsEnabled(level)) log.Log(level, cause, new ArgumentsLogMessage(log.Formatter, format, args));
    }
}
