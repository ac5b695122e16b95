using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Shop.Cluster.Nodes;

/// <summary>
/// Ports for a check that runs beside others. They lie below the range from which operating systems take the ports of outgoing connections:
/// a node that was killed finds its port free when it starts again.
/// </summary>
internal static class FreePorts
{
    private const int Lowest = 10_000;
    private const int Highest = 30_000;

    public static int[] Find(int count)
    {
        var found = new List<int>();
        for (var port = RandomNumberGenerator.GetInt32(Lowest, Highest - 1000); found.Count < count; port++)
        {
            if (port >= Highest) throw new InvalidOperationException($"No {count} free ports between {Lowest} and {Highest}.");
            if (IsFree(port)) found.Add(port);
        }

        return [.. found];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
