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

    [LoggerMessage(3020, LogLevel.Warning,
        "{Former} is in its cluster no more. Another actor system is started in this process and takes its {Sessions} sessions along; this node is not ready until then")]
    public static partial void Returning(this ILogger log, MemberId former, int sessions);

    [LoggerMessage(3021, LogLevel.Warning,
        "Attempt {Attempt} of {Attempts} to start another actor system failed, the next follows in {Delay}. If the port is still in use, it is by the former system, which may be ending, or by another process: end that, or change akka.remote.dot-netty.tcp.port")]
    public static partial void ReturnFailed(this ILogger log, int attempt, int attempts, TimeSpan delay, Exception cause);

    [LoggerMessage(3022, LogLevel.Error,
        "No other actor system could be started in {Attempts} attempts. This process has no sessions any more, and the health check live fails: restart it")]
    public static partial void NotReturned(this ILogger log, int attempts, Exception cause);

    [LoggerMessage(3023, LogLevel.Warning, "The actor system of {Former} did not end within {Timeout}; another one is started all the same, and may find the port in use")]
    public static partial void FormerNotEnded(this ILogger log, MemberId former, TimeSpan timeout);

    [LoggerMessage(3024, LogLevel.Error,
        "The application's actor system was removed from its cluster. Only the application could make another, so this process has no sessions any more, and the health check live fails: restart it, or set akka.sessions.stop-host-when-downed")]
    public static partial void ApplicationsSystemDowned(this ILogger log);

    [LoggerMessage(3025, LogLevel.Error, "The host is stopped because this process has no sessions any more (akka.sessions.stop-host-when-downed)")]
    public static partial void StoppingHost(this ILogger log);

    [LoggerMessage(3010, LogLevel.Error, "A handler of {Event} failed for session {Session}; the session and the other handlers go on")]
    public static partial void HandlerFailed(this ILogger log, string @event, SessionId session, Exception cause);

    [LoggerMessage(3011, LogLevel.Warning,
        "More than {Most} events wait for their handlers (akka.sessions.event-queue): {Dropped} were dropped since the start")]
    public static partial void EventsDropped(this ILogger log, int most, long dropped);

    [LoggerMessage(EventId = 3100, Message = "{Message} ({Source})")]
    public static partial void WrittenByAkka(this ILogger log, LogLevel level, string message, string source, Exception? cause);
}
