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
            var census = await stage.CensusAsync(node);
            Stage.Require(
                census is { Members: 3, Unreachable: 0 },
                $"{node.Name} is ready but sees {census.Members} members, {census.Unreachable} of them unreachable");
        }

        return $"all ready after {took.TotalSeconds:0.0} s, each sees 3 members";
    }
}
