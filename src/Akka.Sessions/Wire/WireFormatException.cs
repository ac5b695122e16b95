namespace Akka.Sessions.Wire;

/// <summary>Received bytes are no message of ours, or over a limit; the message says which. Nothing of it was used.</summary>
internal sealed class WireFormatException(string message, Exception? innerException = null) : FormatException(message, innerException);
