using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Nodes;

/// <summary>A node that is told to drain, and to resume, over the real thing.</summary>
public sealed class DrainingTests
{
    [Fact]
    public async Task A_drained_node_serves_what_comes_but_is_not_ready_and_lets_its_browsers_go_until_it_resumes()
    {
        await using var cluster = await WebCluster.StartEachAsync(2, Serve, (node, options) => options.Route = $"node{node}");
        var known = cluster.Visit();
        await known.GetAsync(cluster.At(0, "/"));
        Assert.Equal("node1", known.SessionId.Route);

        await cluster.Nodes[0].Manager.DrainAsync();

        Assert.Equal(503, (await known.GetAsync(cluster.At(0, "/health/ready"))).Status);
        Assert.Equal("2", (await known.GetAsync(cluster.At(0, "/"))).Text);
        Assert.Null(known.SessionId.Route);
        var newcomer = cluster.Visit();
        Assert.Equal("1", (await newcomer.GetAsync(cluster.At(0, "/"))).Text);
        Assert.Null(newcomer.SessionId.Route);
        Assert.Equal("2", (await newcomer.GetAsync(cluster.At(1, "/"))).Text);
        Assert.Equal("node2", newcomer.SessionId.Route);

        Assert.True(cluster.Nodes[0].Manager.Resume());
        Assert.Equal(200, (await known.GetAsync(cluster.At(0, "/health/ready"))).Status);
        Assert.Equal("3", (await known.GetAsync(cluster.At(0, "/"))).Text);
        Assert.Equal("node1", known.SessionId.Route);
    }

    [Fact]
    public async Task A_node_that_its_host_stops_does_not_resume()
    {
        await using var cluster = await WebCluster.StartAsync(1, Serve, options => options.DrainDelay = TimeSpan.FromSeconds(1));

        var stopping = cluster.Nodes[0].StopAsync();
        await Eventually.TrueAsync(() => cluster.Nodes[0].Manager.IsDraining);

        Assert.False(cluster.Nodes[0].Manager.Resume());
        Assert.True(cluster.Nodes[0].Manager.IsDraining);
        await stopping;
    }

    [Fact]
    public async Task After_a_failover_the_browser_is_bound_to_the_node_that_took_over()
    {
        await using var cluster = await WebCluster.StartEachAsync(2, Serve, (node, options) =>
        {
            options.Route = $"node{node}";
            options.CommitLevel = CommitLevel.All;
        });
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/"));
        var id = browser.SessionId;
        await cluster.Nodes[0].System.Terminate();

        Assert.Equal("2", (await browser.GetAsync(cluster.At(1, "/"))).Text);

        Assert.Equal((id.Value, "node2"), (browser.SessionId.Value, browser.SessionId.Route));
    }

    private static Task Serve(HttpContext http)
    {
        var count = (http.Session.GetInt32("count") ?? 0) + 1;
        http.Session.SetInt32("count", count);
        return http.Response.WriteAsync($"{count}");
    }
}
