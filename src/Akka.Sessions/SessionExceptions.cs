namespace Akka.Sessions;

/// <summary>An attribute, a session or a name is over its limit. The message names the limit and its key.</summary>
public sealed class SessionLimitException(string message) : InvalidOperationException(message);

/// <summary>The session was invalidated, expired or moved to another id.</summary>
public sealed class SessionEndedException(SessionEndReason reason)
    : InvalidOperationException($"The session is no more: {reason}. Its changes were not committed.")
{
    /// <summary>Why.</summary>
    public SessionEndReason Reason { get; } = reason;
}

/// <summary>This node already holds as many sessions as <c>akka.sessions.max-active-sessions</c> allows.</summary>
public sealed class TooManySessionsException(string message) : InvalidOperationException(message);
