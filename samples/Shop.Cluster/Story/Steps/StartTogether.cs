namespace Shop.Cluster.Story.Steps;

internal sealed class StartTogether : IStep
{
    public string Promise => "three nodes started at once form one cluster and are ready";

    public async Task<string> PlayAsync(Stage stage)
    {
        stage.Cluster.StartAll();
        var took = await stage.UntilReadyAsync(stage.Nodes);
        foreach (var node in stage.Nodes)
        {
            await Stage.UntilAsync(
                async () => await stage.CensusAsync(node) is { Members: 3, Unreachable: 0 }, $"{node.Name} sees 3 members, all reachable");
        }

        return $"all ready after {took.TotalSeconds:0.0} s, each sees 3 members";
    }
}
