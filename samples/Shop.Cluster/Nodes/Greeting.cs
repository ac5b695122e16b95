using System.Text;

namespace Shop.Cluster.Nodes;

/// <summary>
/// The first bytes of a connection between nodes. They name the address of the node that calls: the embedded engine writes it as text,
/// Akka.NET as fields of protobuf, first the host, then the port.
/// </summary>
internal static class Greeting
{
    public const int Length = 4096;

    private const byte PortTag = 3 << 3;

    public static bool Names(ReadOnlySpan<byte> greeting, ShopNode node) =>
        greeting.IndexOf(AsText(node)) >= 0 || greeting.IndexOf(AsFields(node)) >= 0;

    private static byte[] AsText(ShopNode node) => Encoding.ASCII.GetBytes($"@{node.AkkaAddress}");

    private static byte[] AsFields(ShopNode node)
    {
        var bytes = Encoding.ASCII.GetBytes(ShopNode.Host).Append(PortTag).ToList();
        var rest = node.GatewayPort;
        for (; rest > 0x7F; rest >>= 7) bytes.Add((byte)(rest | 0x80));
        bytes.Add((byte)rest);
        return [.. bytes];
    }
}
