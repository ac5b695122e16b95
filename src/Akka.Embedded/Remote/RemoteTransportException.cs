using Akka.Actor;

namespace Akka.Remote;

/// <summary>Remoting cannot do what it has to: listen, connect, or agree with the other side.</summary>
public class RemoteTransportException(string message, Exception cause = null) : AkkaException(message, cause);
