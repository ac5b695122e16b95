using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Manager;

/// <summary>What the manager of a node logs: ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "Sessions of context {Context} started on {Address}, commit level {Level}, idle timeout {IdleTimeout}")]
    public static partial void Started(this ILogger log, string context, string address, CommitLevel level, TimeSpan idleTimeout);

    [LoggerMessage(3002, LogLevel.Information, "Stopping: not ready any more, serving for another {Delay}")]
    public static partial void Draining(this ILogger log, TimeSpan delay);

    [LoggerMessage(3003, LogLevel.Warning, "Stopped before every member had all commits of this node (akka.sessions.drain-timeout is {Timeout})")]
    public static partial void NotHandedOver(this ILogger log, TimeSpan timeout);

    [LoggerMessage(3004, LogLevel.Warning, "Stopped before the cluster had let this node go (akka.sessions.drain-timeout is {Timeout})")]
    public static partial void NotLeft(this ILogger log, TimeSpan timeout);

    [LoggerMessage(3005, LogLevel.Warning, "The session manager did not stop within {Timeout}; the host goes on stopping without it")]
    public static partial void NotStopped(this ILogger log, TimeSpan timeout);

    [LoggerMessage(3006, LogLevel.Information, "Drained on request: not ready until it is told to resume, and serving what comes all the same")]
    public static partial void StandsAside(this ILogger log);

    [LoggerMessage(3007, LogLevel.Information, "Resumed: in service again")]
    public static partial void Resumed(this ILogger log);

    [LoggerMessage(3010, LogLevel.Error, "A handler of {Event} failed for session {Session}; the session and the other handlers go on")]
    public static partial void HandlerFailed(this ILogger log, string @event, SessionId session, Exception cause);

    [LoggerMessage(3011, LogLevel.Warning,
        "More than {Most} events wait for their handlers (akka.sessions.event-queue): {Dropped} were dropped since the start")]
    public static partial void EventsDropped(this ILogger log, int most, long dropped);

    [LoggerMessage(EventId = 3100, Message = "{Message} ({Source})")]
    public static partial void WrittenByAkka(this ILogger log, LogLevel level, string message, string source, Exception? cause);
}
