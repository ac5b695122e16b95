using System.Globalization;

namespace Shop.Cluster.Nodes;

/// <summary>The nodes of the shop on this machine, and the network between them. Disposing it leaves none of them running.</summary>
internal sealed class ShopCluster : IAsyncDisposable
{
    private ShopCluster(IReadOnlyList<ShopNode> nodes, string logs)
    {
        Nodes = nodes;
        Network = new(nodes);
        LogFolder = logs;
    }

    public IReadOnlyList<ShopNode> Nodes { get; }

    public Network Network { get; }

    public string LogFolder { get; }

    public IEnumerable<ShopNode> Running => Nodes.Where(node => node.IsRunning);

    /// <summary>Nodes on these ports, none of them started yet. <paramref name="onLine"/> gets every line that a node prints.</summary>
    public static ShopCluster Create(IReadOnlyList<NodePorts> ports, Action<int, string>? onLine = null)
    {
        var logs = Directory.CreateTempSubdirectory("shop-cluster-").FullName;
        var nodes = ports.Select((port, index) =>
        {
            var number = index + 1;
            var log = new NodeLog(Path.Combine(logs, $"node-{number}.log"), onLine is null ? null : line => onLine(number, line));
            return new ShopNode(number, port, log);
        });
        return new([.. nodes], logs);
    }

    public void StartAll()
    {
        foreach (var node in Nodes) Start(node);
    }

    public void Start(ShopNode node) => node.Start(
    [
        "--environment=Development",
        $"--urls={node.Url.GetLeftPart(UriPartial.Authority)}",
        $"--Node:Name={node.Name}",
        "--Node:Hocon=three-nodes.conf",
        $"--Node:AkkaPort={node.AkkaPort.ToString(CultureInfo.InvariantCulture)}",
        $"--Node:AkkaPublicPort={node.GatewayPort.ToString(CultureInfo.InvariantCulture)}",
        $"--Node:Seeds={string.Join(',', Nodes.Select(other => other.AkkaAddress))}",
        $"--Node:Doors={string.Join(',', Nodes.Select(other => $"{other.Name}={other.Url.GetLeftPart(UriPartial.Authority)}"))}",
        "--Node:StopWithInput=true",
    ]);

    /// <summary>Asks every node to stop, and ends those that have not after <paramref name="patience"/>.</summary>
    public async Task StopAllAsync(TimeSpan patience)
    {
        foreach (var node in Running) node.AskToStop();
        using var patienceEnded = new CancellationTokenSource(patience);
        try
        {
            await Task.WhenAll(Nodes.Select(node => node.ExitAsync(patienceEnded.Token)));
        }
        catch (OperationCanceledException)
        {
            foreach (var node in Running) node.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        await Network.DisposeAsync();
    }
}
