namespace Akka.Sessions;

/// <summary>An attribute, a session or a name is over its limit, or a name is not allowed. The message names the limit and its
/// key.</summary>
public sealed class SessionLimitException(string message, string? key = null) : InvalidOperationException(message)
{
    /// <summary>The HOCON key of the limit, for example <c>akka.sessions.max-attribute-size</c>; <see langword="null"/> when no key allows
    /// it.</summary>
    public string? Key { get; } = key;
}

/// <summary>The session was invalidated, expired or moved to another id.</summary>
public sealed class SessionEndedException(SessionEndReason reason)
    : InvalidOperationException($"The session is no more: {reason}. Its changes were not committed.")
{
    /// <summary>Why.</summary>
    public SessionEndReason Reason { get; } = reason;
}

/// <summary>
/// This node is in its cluster no more, because it is being stopped or was removed, and nothing can be committed to the session that was found
/// before. When the node comes back by itself, a session that is found anew can be committed to again.
/// </summary>
public sealed class SessionsStoppedException(string message) : InvalidOperationException(message);

/// <summary>This node already holds as many sessions as <c>akka.sessions.max-active-sessions</c> allows.</summary>
public sealed class TooManySessionsException(string message) : InvalidOperationException(message);

/// <summary>The sessions cannot start as they are configured. The message names the key, what is there, and what must be.</summary>
public sealed class SessionSettingsException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The exclusive use of a session was not granted. Nothing was changed, so the work can be done again later; the message says what kept it.
/// </summary>
public sealed class SessionNotLeasedException(LeaseRefusal reason, string message) : InvalidOperationException(message)
{
    /// <summary>Why.</summary>
    public LeaseRefusal Reason { get; } = reason;
}
