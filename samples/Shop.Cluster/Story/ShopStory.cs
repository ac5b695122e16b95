using System.Diagnostics;
using Shop.Cluster.Nodes;
using Shop.Cluster.Story.Steps;
using Shop.Cluster.Terminal;

namespace Shop.Cluster.Story;

/// <summary>The whole story, told by real processes over real HTTP: a line for each step, and in the end whether all of it holds.</summary>
internal static class ShopStory
{
    private static readonly IReadOnlyList<IStep> Steps =
    [
        new StartTogether(),
        new ReadElsewhere(),
        new KillTheServingNode(),
        new ComeBack(),
        new ManyClients(),
        new EndForGood(),
        new StopGracefully(),
        new RotateTheId(),
        new RefuseBadInput(),
        new SplitAndHeal(),
        new RollingRestart(),
        new TransferToJoiner(),
    ];

    public static async Task<int> PlayAsync(CancellationToken cancellationToken)
    {
        var ports = FreePorts.Find(9).Chunk(3).Select(port => new NodePorts(port[0], port[1], port[2]));
        await using var cluster = ShopCluster.Create([.. ports]);
        var stage = new Stage(cluster);
        var since = Stopwatch.StartNew();
        var passed = 0;
        foreach (var step in Steps)
        {
            if (!await PlayAsync(step, passed + 1, stage, cancellationToken)) break;
            passed++;
        }

        var holds = passed == Steps.Count;
        Screen.Say($"{(holds ? "All" : "Not all")} of it holds: {passed} of {Steps.Count} steps in {since.Elapsed.TotalSeconds:0} s.");
        if (!holds) ShowLogs(cluster);
        else Directory.Delete(cluster.LogFolder, recursive: true);
        return holds ? 0 : 1;
    }

    private static async Task<bool> PlayAsync(IStep step, int number, Stage stage, CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        try
        {
            var seen = await step.PlayAsync(stage).WaitAsync(cancellationToken);
            Screen.Say($"[green]ok  [/] {number}. {step.Promise}: [grey]{seen} ({since.Elapsed.TotalSeconds:0.0} s)[/]");
            return true;
        }
        catch (BrokenPromiseException e)
        {
            Screen.Say($"[red]FAIL[/] {number}. {step.Promise}: [red]{e.Message}[/] ({since.Elapsed.TotalSeconds:0.0} s)");
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Screen.Say($"[red]FAIL[/] {number}. {step.Promise}: [red]interrupted[/]");
            return false;
        }
    }

    private static void ShowLogs(ShopCluster cluster)
    {
        foreach (var node in cluster.Nodes)
        {
            Screen.Say($"[yellow]{node.Name}[/], {(node.IsRunning ? "running" : "not running")}; all it said is in {node.Log.Path}:");
            foreach (var line in node.Log.Tail) Screen.Say($"  {line}");
        }
    }
}
