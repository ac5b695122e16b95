using Shop.Cluster.Nodes;

namespace Shop.Cluster.Terminal;

/// <summary>The shop for a person: the nodes run, their logs are merged, and the keyboard kills, stops and starts them.</summary>
internal sealed class LiveShop(int nodes, int port)
{
    // A node's ports for the cluster are its HTTP port and these.
    private const int GatewayDistance = 1000;
    private const int AkkaDistance = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Colours =
        ["dodgerblue1", "hotpink", "springgreen3", "orange1", "mediumpurple1", "turquoise2", "gold1", "salmon1", "grey70"];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var cluster = ShopCluster.Create(
                [.. Enumerable.Range(port, nodes).Select(http => new NodePorts(http, http + AkkaDistance, http + GatewayDistance))],
                (number, line) => Screen.Say($"[{Colours[number - 1]}]node-{number}[/] {line}"));
            await RunAsync(cluster, cancellationToken);
            return 0;
        }
        catch (InvalidOperationException e)
        {
            Screen.Say($"[red]The shop cannot open: {e.Message}[/]");
            return 1;
        }
    }

    private static async Task RunAsync(ShopCluster cluster, CancellationToken cancellationToken)
    {
        cluster.StartAll();
        Greet(cluster);
        var commands = new Commands(cluster);
        try
        {
            await foreach (var line in Keyboard.Lines().WithCancellation(cancellationToken))
            {
                if (!await commands.DoAsync(line, cancellationToken)) break;
            }
        }
        catch (OperationCanceledException)
        {
            Screen.Say($"[grey]Stopping the shops.[/]");
        }

        await cluster.StopAllAsync(Patience);
    }

    private static void Greet(ShopCluster cluster)
    {
        Screen.Say($"[bold]The shop is opening.[/] It is the same shop at every door:");
        foreach (var node in cluster.Nodes)
            Screen.Say($"  [{Colours[node.Number - 1]}]{node.Name}[/]  {node.Url}");
        Screen.Say($"Fill the cart at one door, then end that node and go on at another.");
        Screen.Say($"{Commands.Summary}; logs are kept in {cluster.LogFolder}");
    }
}
