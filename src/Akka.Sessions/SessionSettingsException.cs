namespace Akka.Sessions;

/// <summary>The sessions cannot start as they are configured. The message names the key, what is there, and what must be.</summary>
public sealed class SessionSettingsException(string message, Exception? inner = null) : Exception(message, inner);
