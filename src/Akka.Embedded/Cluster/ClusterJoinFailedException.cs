using Akka.Actor;

namespace Akka.Cluster;

/// <summary>The cluster could not be joined; the message says why.</summary>
public class ClusterJoinFailedException : AkkaException
{
    public ClusterJoinFailedException(string message) : base(message)
    {
    }
}
