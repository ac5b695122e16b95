using Akka.Actor;

namespace Akka.Event;

/// <summary>A logger that needs no system.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private protected MinimalLogger() { }

    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    protected abstract void Log(object message);

    protected sealed override void TellInternal(object message, IActorRef sender) => Log(message);
}

/// <summary>Writes log events to the console.</summary>
public class StandardOutLogger : MinimalLogger
{
    public StandardOutLogger() { }

    public static bool UseColors { get; set; } = true;

    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent) Print(logEvent);
        else Console.WriteLine(message);
    }

    internal static void Print(LogEvent logEvent)
    {
        // Colours are for people: a file or a pipe gets the text alone.
        if (!UseColors || Console.IsOutputRedirected)
        {
            Console.WriteLine(logEvent);
            return;
        }

        lock (Console.Out)
        {
            Console.ForegroundColor = logEvent.LogLevel() switch
            {
                LogLevel.DebugLevel => DebugColor,
                LogLevel.InfoLevel => InfoColor,
                LogLevel.WarningLevel => WarningColor,
                _ => ErrorColor,
            };
            Console.WriteLine(logEvent);
            Console.ResetColor();
        }
    }
}

/// <summary>The logger unless another is configured: the console.</summary>
public class DefaultLogger : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent) => StandardOutLogger.Print(logEvent);
}
