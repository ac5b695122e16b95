using System.Globalization;
using Shop.Cluster.Nodes;
using Spectre.Console;

namespace Shop.Cluster.Terminal;

/// <summary>What a person can type.</summary>
internal sealed class Commands(ShopCluster cluster)
{
    public const string Summary = "kill 1, start 1, stop 1 (gracefully), split 3, heal, status, quit";

    /// <summary>Does what a line says; false when it says to quit.</summary>
    public async Task<bool> DoAsync(string line, CancellationToken cancellationToken)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (words)
        {
            case []:
                return true;
            case ["quit" or "exit"]:
                return false;
            case ["status"]:
                AnsiConsole.Write(await StatusTable.OfAsync(cluster, cancellationToken));
                return true;
            case ["kill" or "stop" or "start", var number] when Find(number) is { } node:
                Do(words[0], node);
                return true;
            case ["split", .. { Length: > 0 } numbers] when Array.TrueForAll(numbers, number => Find(number) is not null):
                Split([.. numbers.Select(number => Find(number)!).Distinct()]);
                return true;
            case ["heal"]:
                Screen.Say($"{(cluster.Network.IsSplit ? "The nodes can reach one another again." : "There is no split.")}");
                cluster.Network.Heal();
                return true;
            default:
                Screen.Say($"[yellow]'{line}' is not understood. Type one of: {Summary}.[/]");
                return true;
        }
    }

    private void Do(string verb, ShopNode node)
    {
        switch (verb)
        {
            case "start" when node.IsRunning:
                Screen.Say($"{node.Name} is running already.");
                break;
            case "start":
                cluster.Start(node);
                Screen.Say($"{node.Name} starts, process {node.ProcessId}.");
                break;
            case not "start" when !node.IsRunning:
                Screen.Say($"{node.Name} is not running.");
                break;
            case "kill":
                node.Kill();
                Screen.Say($"{node.Name} is dead. Its carts are not: go on at another door.");
                break;
            case "stop":
                node.AskToStop();
                Screen.Say($"{node.Name} says goodbye: not ready, then drained, then gone.");
                break;
        }
    }

    private void Split(IReadOnlyList<ShopNode> aside)
    {
        cluster.Network.Split(aside);
        var names = string.Join(", ", aside.Select(node => node.Name));
        Screen.Say($"Cut off from the rest: {names}. Every door is still open.");
        Screen.Say($"Type heal within some six seconds: after that the smaller side is removed, to be killed and started again.");
    }

    private ShopNode? Find(string number) => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        ? cluster.Nodes.FirstOrDefault(node => node.Number == n)
        : null;
}
