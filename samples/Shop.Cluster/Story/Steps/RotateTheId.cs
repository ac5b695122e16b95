namespace Shop.Cluster.Story.Steps;

internal sealed class RotateTheId : IStep
{
    public string Promise => "a rotated id: the old cookie is dead, the new one has the data, on every node";

    public async Task<string> PlayAsync(Stage stage)
    {
        var client = new ShopClient();
        await Stage.PutAsync(client, stage.Nodes[0], "waffles", 7);
        await Stage.PutAsync(client, stage.Nodes[1], "grapes", 2);
        var before = await client.CartAsync(stage.Nodes[2]);
        var thief = client.Copy(stage.Nodes[0]);

        var reply = await client.PostAsync(stage.Nodes[1], "/api/session/rotate");
        Stage.Require(reply.IsOk, $"{stage.Nodes[1].Name} answered {reply} to the rotation");
        foreach (var node in stage.Nodes)
        {
            var stolen = await thief.Copy(node).CartAsync(node);
            Stage.Require(stolen.Count == 0, $"{node.Name} shows {stolen} to the old cookie");
            var after = await client.CartAsync(node);
            Stage.Require(after.Session != before.Session, $"{node.Name} still names session {before.Session}");
            await Stage.RequireCartAsync(client, node, new("waffles", 7), new("grapes", 2));
        }

        await Stage.PutAsync(client, stage.Nodes[2], "grapes", 3);
        foreach (var node in stage.Nodes) await Stage.RequireCartAsync(client, node, new("waffles", 7), new("grapes", 3));
        var now = await client.CartAsync(stage.Nodes[0]);
        return $"session {before.Session} became {now.Session}; the old cookie gets an empty cart on 3 nodes";
    }
}
