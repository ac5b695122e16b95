using System.Globalization;

namespace Shop;

/// <summary>
/// What tells one node of the shop from the next. Given as arguments or environment variables, for example
/// <c>--Node:Name=node-2 --Node:AkkaPort=6002 --Node:Seeds=127.0.0.1:6001,127.0.0.1:6002 --urls=http://127.0.0.1:5002</c>.
/// </summary>
internal sealed class NodeOptions
{
    public const string Section = "Node";

    private const string Tcp = "akka.remote.dot-netty.tcp";

    /// <summary>Shown on every page, so that a person sees which node answered.</summary>
    public string Name { get; init; } = "node-1";

    /// <summary>The HOCON file: a path, or the name of a file in <c>hocon/</c>.</summary>
    public string Hocon { get; init; } = "node.conf";

    /// <summary>The port on which the nodes talk to one another, when it is not the one in the HOCON file.</summary>
    public int? AkkaPort { get; init; }

    /// <summary>The port by which the other nodes know this one, when something in between passes connections on to it.</summary>
    public int? AkkaPublicPort { get; init; }

    /// <summary>The nodes to join, <c>host:port</c> with commas between, when they are not those in the HOCON file.</summary>
    public string? Seeds { get; init; }

    /// <summary>The shop's other front doors, <c>name=url</c> with commas between: links for a person who wants to change nodes.</summary>
    public string? Doors { get; init; }

    /// <summary>Stop when standard input ends: a node that another program started goes down with it, however that program ends.</summary>
    public bool StopWithInput { get; init; }

    public string HoconPath => File.Exists(Hocon) ? Path.GetFullPath(Hocon) : Path.Combine(AppContext.BaseDirectory, "hocon", Hocon);

    public IReadOnlyList<Door> AllDoors =>
    [
        .. from door in Split(Doors)
           let parts = door.Split('=', 2)
           where parts.Length == 2
           select new Door(parts[0], parts[1]),
    ];

    /// <summary>The part of the configuration that only this node knows; it wins over the file.</summary>
    public string OwnHocon(string systemName)
    {
        var lines = new List<string>();
        if (AkkaPort is { } port) lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Tcp}.port = {port}"));
        if (AkkaPublicPort is { } known) lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Tcp}.public-port = {known}"));
        if (Seeds is not null)
        {
            var seeds = Split(Seeds).Select(seed => $"\"akka.tcp://{systemName}@{seed}\"");
            lines.Add($"akka.cluster.seed-nodes = [{string.Join(", ", seeds)}]");
        }

        return string.Join('\n', lines);
    }

    private static string[] Split(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

/// <summary>Where a node of the shop is opened.</summary>
internal sealed record Door(string Name, string Url);
