using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Nodes;

public sealed class StoppingTests
{
    [Fact]
    public async Task A_stopping_node_is_not_ready_at_once_and_serves_on_until_the_others_have_everything()
    {
        await using var cluster = await WebCluster.StartAsync(2, Serve, options => options.DrainDelay = TimeSpan.FromSeconds(2));
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/write"));

        var stopping = cluster.Nodes[0].StopAsync();
        await Eventually.TrueAsync(() => cluster.Nodes[0].Manager.Status.IsDraining);
        var ready = await browser.GetAsync(cluster.At(0, "/health/ready"));
        var last = await browser.GetAsync(cluster.At(0, "/write"));
        await stopping;

        Assert.Equal(503, ready.Status);
        Assert.Equal((200, "2"), (last.Status, last.Text));
        Assert.Equal("3", (await browser.GetAsync(cluster.At(1, "/write"))).Text);
    }

    [Fact]
    public async Task A_node_whose_actor_system_has_ended_is_neither_ready_nor_alive()
    {
        await using var cluster = await WebCluster.StartAsync(1, Serve);

        await cluster.Nodes[0].System.Terminate();

        await Eventually.TrueAsync(() => cluster.Nodes[0].Manager.Status is { IsAlive: false, IsReady: false });
    }

    private static Task Serve(HttpContext http)
    {
        var count = (http.Session.GetInt32("count") ?? 0) + 1;
        http.Session.SetInt32("count", count);
        return http.Response.WriteAsync($"{count}");
    }
}
