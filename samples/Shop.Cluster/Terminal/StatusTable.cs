using System.Globalization;
using Shop.Cluster.Nodes;
using Shop.Cluster.Story;
using Spectre.Console;

namespace Shop.Cluster.Terminal;

/// <summary>How the nodes stand: what each says of itself, and what can be said of one that says nothing.</summary>
internal static class StatusTable
{
    public static async Task<Table> OfAsync(ShopCluster cluster, CancellationToken cancellationToken)
    {
        var table = new Table().RoundedBorder().AddColumns("node", "address", "process", "ready", "sessions", "members");
        var rows = await Task.WhenAll(cluster.Nodes.Select(RowAsync)).WaitAsync(cancellationToken);
        foreach (var row in rows) table.AddRow(row);
        return table;
    }

    private static async Task<string[]> RowAsync(ShopNode node)
    {
        string[] start = [node.Name, node.Url.ToString(), node.ProcessId?.ToString(CultureInfo.InvariantCulture) ?? "–"];
        var client = new ShopClient();
        var count = await client.GetAsync(node, "/api/sessions/count");
        if (!count.IsOk) return [.. start, "–", "–", "–"];
        var census = count.Expect<Census>(node);
        var ready = (await client.GetAsync(node, "/health/ready")).IsOk ? "[green]yes[/]" : "[red]no[/]";
        var members = census.Unreachable == 0 ? $"{census.Members}" : $"{census.Members}, {census.Unreachable} unreachable";
        return [.. start, ready, $"{census.Count}", members];
    }
}
