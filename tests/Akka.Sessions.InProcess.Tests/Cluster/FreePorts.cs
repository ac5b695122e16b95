using System.Net;
using System.Net.Sockets;

namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>Ports that were free a moment ago. Chosen before the nodes start, since every node must know the seeds and come back at its address.</summary>
internal static class FreePorts
{
    public static int[] Choose(int count)
    {
        // All are held at once, so that no port is chosen twice.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners) listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners) listener.Dispose();
        }
    }
}
