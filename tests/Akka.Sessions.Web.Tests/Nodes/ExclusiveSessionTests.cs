using System.Collections.Concurrent;
using System.Globalization;
using Akka.Actor;
using Akka.Sessions.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Tests.Nodes;

/// <summary>A counter that is read, incremented and written back, by a hundred requests at once, on three nodes.</summary>
public sealed class ExclusiveSessionTests
{
    private const int Increments = 100;

    [Fact]
    public async Task A_hundred_exclusive_increments_through_three_nodes_make_a_hundred()
    {
        await using var cluster = await WebCluster.StartAsync(3, http => IncrementAsync(http));
        var browser = await VisitAsync(cluster);

        var answers = await Task.WhenAll(Enumerable.Range(0, Increments).Select(
            i => cluster.Visit().WithCookiesOf(browser).GetAsync(cluster.At(i % 3, "/exclusive/increment"))));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(Enumerable.Range(1, Increments), answers.Select(answer => int.Parse(answer.Text, CultureInfo.InvariantCulture)).Order());
        for (var node = 0; node < 3; node++) await ShowsAsync(cluster, node, browser, Increments);
    }

    [Fact]
    public async Task With_the_holder_killed_in_the_middle_none_that_was_acknowledged_is_lost_and_all_others_go_on()
    {
        var (isHeld, isKilled) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        string? dying = null;
        await using var cluster = await WebCluster.StartAsync(3, http => IncrementAsync(http, async (node, count) =>
        {
            if (node != dying || count < Increments / 3) return;
            isHeld.TrySetResult();
            await isKilled.Task;
        }));
        dying = new Uri(cluster.At(2, "/")).Authority;
        var browser = await VisitAsync(cluster);
        var acknowledged = new ConcurrentBag<int>();

        var increments = Task.WhenAll(Enumerable.Range(0, Increments).Select(i => IncrementOnceAsync(cluster, browser, i, acknowledged)));
        await isHeld.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await KillAsync(cluster, 2);
        isKilled.SetResult();
        await increments.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Increments, acknowledged.Distinct().Count());
        var last = acknowledged.Max();
        for (var node = 0; node < 2; node++) await ShowsAsync(cluster, node, browser, last);
    }

    // As a client does that is told to come again, on a node that lives.
    private static async Task IncrementOnceAsync(WebCluster cluster, Browser browser, int number, ConcurrentBag<int> acknowledged)
    {
        for (var attempt = 0; ; attempt++)
        {
            var node = attempt == 0 ? number % 3 : number % 2;
            var answer = await cluster.Visit().WithCookiesOf(browser).GetAsync(cluster.At(node, "/exclusive/increment"));
            if (answer.Status == 200)
            {
                acknowledged.Add(int.Parse(answer.Text, CultureInfo.InvariantCulture));
                return;
            }

            Assert.True(attempt < 20, $"Increment {number} was answered with {answer.Status} again and again.");
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task KillAsync(WebCluster cluster, int node)
    {
        var dead = Cluster.Cluster.Get(cluster.Nodes[node].System).SelfAddress;
        ((ExtendedActorSystem)cluster.Nodes[node].System).Abort();
        await cluster.Nodes[node].System.WhenTerminated;
        Cluster.Cluster.Get(cluster.Nodes[0].System).Down(dead);
    }

    private static async Task ShowsAsync(WebCluster cluster, int node, Browser browser, int count) => await Eventually.TrueAsync(() =>
        cluster.Visit().WithCookiesOf(browser).GetAsync(cluster.At(node, "/count")).GetAwaiter().GetResult().Text == count.ToString(CultureInfo.InvariantCulture));

    private static async Task<Browser> VisitAsync(WebCluster cluster)
    {
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/begin"));
        return browser;
    }

    private static async Task IncrementAsync(HttpContext http, Func<string, int, Task>? before = null)
    {
        var count = http.Session.GetInt32("count") ?? 0;
        if (http.Request.Path.StartsWithSegments("/exclusive", StringComparison.Ordinal))
        {
            if (before is not null) await before(http.Request.Host.Value!, count);
            http.Session.SetInt32("count", ++count);
        }
        else if (http.Request.Path == "/begin")
        {
            http.Session.SetInt32("count", 0);
        }

        await http.Response.WriteAsync(count.ToString(CultureInfo.InvariantCulture));
    }
}
