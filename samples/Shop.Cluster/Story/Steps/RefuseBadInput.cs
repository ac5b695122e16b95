using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story.Steps;

internal sealed class RefuseBadInput : IStep
{
    private const int GarbageBytes = 1 << 20;

    private static readonly string[] BadRequests =
    [
        "/api/cart/unicorns?quantity=1",
        "/api/cart/corn?quantity=1000",
        "/api/cart/corn?quantity=-1",
        "/api/cart/corn?quantity=many",
        "/api/cart/corn",
    ];

    public string Promise => "bad input is refused in a sentence, and the nodes live on";

    public async Task<string> PlayAsync(Stage stage)
    {
        var node = stage.Nodes[0];
        var client = new ShopClient();
        await Stage.PutAsync(client, node, "corn", 8);

        var connections = 0;
        foreach (var bytes in BadFrames())
        {
            await Stranger.SendAsync(node.AkkaPort, bytes);
            connections++;
        }

        var cookies = 0;
        foreach (var forged in ForgedCookies())
        {
            var reply = await new ShopClient().SendAsync(HttpMethod.Get, node, "/api/cart", forged);
            Stage.Require(reply.Expect<Cart>(node).Count == 0, $"{node.Name} answered {reply} to a forged cookie");
            cookies++;
        }

        foreach (var path in BadRequests)
        {
            var reply = await client.SendAsync(HttpMethod.Put, node, path);
            var isExplained = reply.Status is HttpStatusCode.BadRequest && reply.Body.Contains("detail", StringComparison.Ordinal);
            Stage.Require(isExplained, $"{node.Name} answered {reply} to {path}");
        }

        var folder = stage.Cluster.LogFolder;
        var broken = Path.Combine(folder, "broken.conf");
        await File.WriteAllTextAsync(broken, "akka {\n  actor.provider = cluster\n  cluster { seed-nodes = [ \"a\"\n");
        var free = FreePorts.Find(2);
        string[] said =
        [
            await FailedStart.ExplainAsync(folder, "broken.conf", free[0], free[1], $"--Node:Hocon={broken}"),
            await FailedStart.ExplainAsync(folder, Port(node.Url.Port), node.Url.Port, free[1]),
            await FailedStart.ExplainAsync(folder, Port(node.AkkaPort), free[0], node.AkkaPort),
        ];

        foreach (var each in stage.Nodes)
        {
            Stage.Require(await stage.IsReadyAsync(each), $"{each.Name} is no longer ready");
            await Stage.RequireCartAsync(client, each, new CartItem("corn", 8));
        }

        return $"{connections} strangers at the cluster port, {cookies} forged cookies, {BadRequests.Length} bad requests, "
            + $"{said.Length} starts explained: {string.Join(" | ", said)}";
    }

    private static string Port(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<byte[]> BadFrames()
    {
        yield return [];
        yield return "GET / HTTP/1.1\r\nHost: shop\r\n\r\n"u8.ToArray();
        yield return RandomNumberGenerator.GetBytes(GarbageBytes);

        // Lengths that no frame may have, in either byte order, and nothing behind them.
        yield return [0x7F, 0xFF, 0xFF, 0xFF];
        yield return [0xFF, 0xFF, 0xFF, 0xFF];
        yield return [.. BitConverter.GetBytes(200_000), .. new byte[200_000]];
    }

    private static IEnumerable<string> ForgedCookies()
    {
        yield return ".Akka.Session=";
        yield return ".Akka.Session=1";
        yield return ".Akka.Session=../../etc/passwd";
        yield return $".Akka.Session={new string('A', 22)}";
        yield return $".Akka.Session={new string('A', 4000)}";
        yield return $".Akka.Session={Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}.node-1";
    }
}
