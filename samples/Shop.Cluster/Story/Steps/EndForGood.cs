using System.Diagnostics;
using Shop.Cluster.Nodes;

namespace Shop.Cluster.Story.Steps;

internal sealed class EndForGood : IStep
{
    private const int IdleSeconds = 2;

    public string Promise => "an invalidated session and an expired one are gone everywhere and stay gone";

    public async Task<string> PlayAsync(Stage stage)
    {
        var invalidated = await InvalidateAsync(stage);
        var (expired, waited) = await ExpireAsync(stage);

        // A node that was away when nothing happened learns the ends from the others; it must not bring the sessions back.
        var third = stage.Nodes[2];
        third.Kill();
        await third.ExitAsync(CancellationToken.None);
        await stage.RestartAsync(third);
        var asked = 0;
        for (var round = 0; round < 3; round++)
        {
            foreach (var node in stage.Nodes)
            {
                await RequireGoneAsync(invalidated, node);
                await RequireGoneAsync(expired, node);
                asked += 2;
            }
        }

        return $"one checked out, one idle for {IdleSeconds} s and gone after {waited.TotalSeconds:0.0} s; "
            + $"both unknown to {asked} requests, a restarted node included";
    }

    private static async Task<EndedSession> InvalidateAsync(Stage stage)
    {
        var client = new ShopClient();
        await Stage.PutAsync(client, stage.Nodes[0], "coffee", 2);
        var ended = await EndedSession.RememberAsync(client, stage.Nodes[0]);
        var reply = await client.PostAsync(stage.Nodes[1], "/api/checkout");
        Stage.Require(reply.IsOk, $"{stage.Nodes[1].Name} answered {reply} to the checkout");
        foreach (var node in stage.Nodes)
        {
            // At level One the third node may learn of it a moment later; from then on it is strict.
            await Stage.UntilAsync(
                async () => (await ended.Browser.Copy(node).CartAsync(node)).Count == 0, $"the invalidated session is gone on {node.Name}");
            await RequireGoneAsync(ended, node);
        }

        return ended;
    }

    private static async Task<(EndedSession Ended, TimeSpan Waited)> ExpireAsync(Stage stage)
    {
        var before = await stage.SettledCountAsync();
        var client = new ShopClient();
        await Stage.PutAsync(client, stage.Nodes[2], "chocolate", 1);
        var reply = await client.SendAsync(HttpMethod.Put, stage.Nodes[2], $"/api/session/idle-timeout?seconds={IdleSeconds}");
        Stage.Require(reply.IsOk, $"{stage.Nodes[2].Name} answered {reply} to the idle timeout");
        var ended = await EndedSession.RememberAsync(client, stage.Nodes[2]);
        var with = await stage.SettledCountAsync();
        Stage.Require(with == before + 1, $"one more session made {with} of {before}");

        // Asking for the session itself would keep it alive, so it is its absence among the others that is awaited.
        var since = Stopwatch.StartNew();
        await Stage.UntilAsync(async () => await stage.SettledCountAsync() == before, "the idle session is gone on every node");
        var waited = since.Elapsed;
        Stage.Require(waited.TotalSeconds >= IdleSeconds - 1, $"the session was gone after {waited.TotalSeconds:0.0} s of {IdleSeconds}");
        foreach (var node in stage.Nodes) await RequireGoneAsync(ended, node);
        return (ended, waited);
    }

    // Each time the cookie is shown by a fresh copy of the browser: reading is not enough, a write must not bring it back either.
    private static async Task RequireGoneAsync(EndedSession ended, ShopNode node)
    {
        var cart = await ended.Browser.Copy(node).CartAsync(node);
        var isGone = cart.Count == 0 && cart.Session != ended.Session;
        Stage.Require(isGone, $"{node.Name} still shows {cart} for the ended session {ended.Session}");

        var writer = ended.Browser.Copy(node);
        await Stage.PutAsync(writer, node, "lemons", 1);
        var written = await writer.CartAsync(node);
        Stage.Require(written.Session != ended.Session, $"on {node.Name} a write brought the ended session {ended.Session} back");
        Stage.Require(written.Items.Count == 1, $"on {node.Name} a write after the end of its session shows {written}");
    }

    private sealed record EndedSession(ShopClient Browser, string Session)
    {
        public static async Task<EndedSession> RememberAsync(ShopClient client, ShopNode node) =>
            new(client.Copy(node), (await client.CartAsync(node)).Session);
    }
}
