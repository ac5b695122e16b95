using Akka.Actor;

namespace Akka.Remote.Serialization;

/// <summary>
/// The cause of a <see cref="Status.Failure"/> from another node. Its type is only named, since nothing on the wire chooses a type here.
/// </summary>
internal sealed class RemoteFailureException(string type, string message, string remoteStackTrace)
    : AkkaException($"{message} ({type} on another node)")
{
    public string RemoteType => type;

    public string RemoteMessage => message;

    /// <summary>Where it was thrown over there.</summary>
    public string RemoteStackTrace => remoteStackTrace;
}
