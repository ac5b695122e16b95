using Akka.Remote;

namespace Akka.Actor;

/// <summary>Joins remoting and cluster to a system, as far as its provider asks for them.</summary>
internal static class RemoteSide
{
    public static IRemoteSide For(ActorSystemImpl system) => system.Settings.ProviderSelectionType is ProviderSelection.Local
        ? null
        : new TcpRemoting(system);

    public static void StartCluster(ActorSystemImpl system)
    {
        if (system.Settings.HasCluster) Cluster.Cluster.Get(system);
    }
}
