using System.Globalization;
using Akka.Sessions.Web.Tests.Fakes;
using Akka.Sessions.Web.Tests.Nodes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Deploy;

/// <summary>Three nodes behind real balancers with the configurations of <c>deploy/</c>: not one answer is wrong, whatever the nodes do.</summary>
public sealed class BalancerTests
{
    [DebianFact("haproxy", "haproxy")]
    public async Task Behind_HAProxy_a_browser_stays_with_its_node_until_that_drains_and_with_the_next_until_that_stops()
    {
        await using var cluster = await StartAsync();
        await using var balancer = await Balancer.HaProxyAsync(cluster.Nodes.Select(node => node.Address));
        var browser = new CountingBrowser(balancer.Visit());
        await AllAreInServiceAsync(balancer, cluster);

        var first = await browser.StaysAsync();
        await Drained(cluster, first);
        await browser.LeavesAsync(first);
        var second = await browser.StaysAsync();
        Assert.True(Node(cluster, first).Manager.Resume());
        Assert.Equal(second, await browser.StaysAsync());

        var stopping = Node(cluster, second).StopAsync();
        await browser.LeavesAsync(second);
        await stopping;
        Assert.NotEqual(second, await browser.StaysAsync());
    }

    [DebianFact("haproxy", "haproxy")]
    public async Task Behind_HAProxy_a_node_that_crashes_costs_no_answer()
    {
        await using var cluster = await StartAsync();
        await using var balancer = await Balancer.HaProxyAsync(cluster.Nodes.Select(node => node.Address));
        await CrashCostsNothingAsync(cluster, balancer);
    }

    [DebianFact("nginx", "nginx-light")]
    public async Task Behind_nginx_a_browser_stays_with_its_node_until_that_drains()
    {
        await using var cluster = await StartAsync();
        await using var balancer = await Balancer.NginxAsync(cluster.Nodes.Select(node => node.Address));
        var browser = new CountingBrowser(balancer.Visit());
        await AllAreInServiceAsync(balancer, cluster);

        var first = await browser.StaysAsync();
        await Drained(cluster, first);
        await browser.LeavesAsync(first);

        Assert.NotEqual(first, await browser.StaysAsync());
    }

    [DebianFact("nginx", "nginx-light")]
    public async Task Behind_nginx_a_node_that_crashes_costs_no_answer()
    {
        await using var cluster = await StartAsync();
        await using var balancer = await Balancer.NginxAsync(cluster.Nodes.Select(node => node.Address));
        await CrashCostsNothingAsync(cluster, balancer);
    }

    private static async Task CrashCostsNothingAsync(WebCluster cluster, Balancer balancer)
    {
        await AllAreInServiceAsync(balancer, cluster);
        var browser = new CountingBrowser(balancer.Visit());
        var bound = await browser.StaysAsync();

        await Node(cluster, bound).DisposeAsync();

        Assert.NotEqual(bound, await browser.StaysAsync());
    }

    private static Task<WebCluster> StartAsync() => WebCluster.StartEachAsync(3, Serve, (node, options) =>
    {
        options.Route = $"node{node}";
        options.CommitLevel = CommitLevel.One;
        options.DrainDelay = TimeSpan.FromSeconds(3);
    });

    private static WebNode Node(WebCluster cluster, string route) =>
        cluster.Nodes[int.Parse(route["node".Length..], CultureInfo.InvariantCulture) - 1];

    private static Task Drained(WebCluster cluster, string route) => Node(cluster, route).Manager.DrainAsync();

    // Strangers are spread over the nodes; a balancer that asks for the health needs a moment until it knows them all.
    private static async Task AllAreInServiceAsync(Balancer balancer, WebCluster cluster)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 1000 && seen.Count < cluster.Nodes.Count; i++)
        {
            using var stranger = balancer.Visit();
            var answer = await stranger.GetAsync();
            if (answer.Status == 200) seen.Add(stranger.SessionId.Route!);
            else await Task.Delay(10);
        }

        Assert.Equal(["node1", "node2", "node3"], seen.Order(StringComparer.Ordinal));
    }

    private static Task Serve(HttpContext http)
    {
        var count = (http.Session.GetInt32("count") ?? 0) + 1;
        http.Session.SetInt32("count", count);
        return http.Response.WriteAsync($"{count}");
    }

    /// <summary>Each of its requests must be answered, and by one who knows all those before.</summary>
    private sealed class CountingBrowser(Browser browser)
    {
        private int _count;

        /// <summary>Ten requests that one node answers; returns which.</summary>
        public async Task<string> StaysAsync()
        {
            var route = await NextAsync() ?? await NextAsync();
            for (var i = 0; i < 10; i++) Assert.Equal(route, await NextAsync());
            return route!;
        }

        public async Task LeavesAsync(string route)
        {
            for (var i = 0; i < 1000; i++)
            {
                if (await NextAsync() is { } other && other != route) return;
                await Task.Delay(10);
            }

            Assert.Fail($"The browser is still bound to {route}.");
        }

        private async Task<string?> NextAsync()
        {
            var answer = await browser.GetAsync();
            _count++;
            Assert.Equal((200, _count.ToString(CultureInfo.InvariantCulture)), (answer.Status, answer.Text));
            return browser.SessionId.Route;
        }
    }
}
