namespace Shop.Cluster.Story.Steps;

internal sealed class ReadElsewhere : IStep
{
    public string Promise => "what is put into the cart on node 1 is read on 2 and 3";

    public async Task<string> PlayAsync(Stage stage)
    {
        var client = new ShopClient();
        await Stage.PutAsync(client, stage.Nodes[0], "apples", 3);
        await Stage.PutAsync(client, stage.Nodes[0], "honey", 1);
        foreach (var node in stage.Nodes) await Stage.RequireCartAsync(client, node, new("apples", 3), new("honey", 1));

        var sessions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in stage.Nodes) sessions.Add((await client.CartAsync(node)).Session);
        Stage.Require(sessions.Count == 1, $"the nodes name different sessions: {string.Join(", ", sessions)}");

        var stranger = await new ShopClient().CartAsync(stage.Nodes[1]);
        Stage.Require(stranger.Count == 0, $"a client without a cookie sees {stranger}");
        return $"3 apples and 1 honey in session {sessions.Single()} on every node at once";
    }
}
