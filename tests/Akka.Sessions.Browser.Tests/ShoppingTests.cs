using System.Text.RegularExpressions;
using Akka.Sessions.Web.Tests.Deploy;
using Microsoft.Playwright;
using Shop.Cluster.Nodes;
using static Microsoft.Playwright.Assertions;

namespace Akka.Sessions.Browser.Tests;

/// <summary>People with browsers: one shops, another one watches the nodes.</summary>
public sealed class ShoppingTests(OpenShops shops) : IClassFixture<OpenShops>
{
    [DebianFact(OpenShops.Program, OpenShops.Program)]
    public async Task Who_shops_at_a_node_that_is_killed_between_two_clicks_goes_on_at_another_with_the_same_cart()
    {
        var (first, second) = (shops.Nodes[2], shops.Nodes[1]);
        var visitor = await shops.VisitAsync();
        await visitor.GotoAsync(first.Url.ToString());
        await AddAsync(visitor, 0);
        await AddAsync(visitor, 1);
        await Expect(visitor.Locator(".cart b")).ToHaveTextAsync("2");

        first.Kill();
        await first.ExitAsync(CancellationToken.None);
        await visitor.Locator(".door", new() { HasText = second.Name }).ClickAsync();

        await Expect(visitor.Locator(".from b")).ToHaveTextAsync(second.Name);
        await Expect(visitor.Locator(".cart b")).ToHaveTextAsync("2");
        await AddAsync(visitor, 1);
        await visitor.Locator(".cart").ClickAsync();
        await Expect(visitor.Locator(".line output")).ToHaveTextAsync(["1", "2"]);
        await OpenShops.KeepPictureAsync(visitor, "cart-after-kill");

        await shops.Stage.RestartAsync(first);
        await visitor.GotoAsync(new Uri(first.Url, "/cart").ToString());
        await Expect(visitor.Locator(".line output")).ToHaveTextAsync(["1", "2"]);
    }

    [DebianFact(OpenShops.Program, OpenShops.Program)]
    public async Task Who_has_the_page_open_sees_what_happens_and_ends_a_session()
    {
        var visitor = await shops.VisitAsync();
        await visitor.GotoAsync(shops.Nodes[1].Url.ToString());
        var watcher = await WatchAsync(shops.Nodes[0]);
        var sessions = watcher.Locator(".tile b").First;
        var before = int.Parse(await sessions.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await watcher.EvaluateAsync("window.isTheSamePage = true");

        await AddAsync(visitor, 0);

        await Expect(sessions).ToHaveTextAsync($"{before + 1}");
        Assert.True(await watcher.EvaluateAsync<bool>("window.isTheSamePage"));

        var hash = await visitor.Locator("footer code").InnerTextAsync();
        // In the order of the hashes, and the shop shows how this one begins.
        await watcher.GotoAsync(new Uri(shops.Nodes[0].Url, $"/sessions/list?after={hash}").ToString());
        var row = watcher.Locator("tbody tr", new() { HasText = hash });
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(watcher.Locator("#attributes tbody tr")).ToHaveCountAsync(1);
        await Expect(watcher.Locator("#attributes tbody tr")).ToHaveTextAsync(new Regex(@"^\S+\s*\d+ B$"));
        await watcher.GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);

        await visitor.ReloadAsync();
        await Expect(visitor.Locator(".cart b")).ToHaveTextAsync("0");
    }

    [DebianFact(OpenShops.Program, OpenShops.Program)]
    public async Task Who_has_the_page_open_drains_a_node_and_puts_it_back_into_service()
    {
        var node = shops.Nodes[1];
        var watcher = await WatchAsync(node);
        var state = watcher.Locator(".self .state");
        await Expect(state).ToHaveTextAsync("ready");

        await watcher.GetByRole(AriaRole.Button, new() { Name = "Drain this node" }).ClickAsync();
        await Expect(state).ToHaveTextAsync("draining");
        Assert.False(await shops.Stage.IsReadyAsync(node));

        await watcher.GetByRole(AriaRole.Button, new() { Name = "Put it back into service" }).ClickAsync();
        await Expect(state).ToHaveTextAsync("ready");
        Assert.True(await shops.Stage.IsReadyAsync(node));
    }

    [DebianFact(OpenShops.Program, OpenShops.Program)]
    public async Task Who_has_the_page_of_one_node_open_drains_another()
    {
        var other = shops.Nodes[2];
        var watcher = await WatchAsync(shops.Nodes[0]);
        var row = watcher.Locator("#members tbody tr", new() { HasText = other.AkkaAddress });

        await row.GetByRole(AriaRole.Button, new() { Name = "Drain" }).ClickAsync();
        await Expect(row.Locator(".state")).ToHaveTextAsync("draining");
        Assert.False(await shops.Stage.IsReadyAsync(other));

        await row.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(row.Locator(".state")).ToHaveTextAsync("reachable", new() { Timeout = 10_000 });
        Assert.True(await shops.Stage.IsReadyAsync(other));
    }

    [DebianFact(OpenShops.Program, OpenShops.Program)]
    public async Task Who_has_no_scripts_sees_the_same_page()
    {
        var watcher = await shops.VisitAsync(hasScripts: false);

        await watcher.GotoAsync(new Uri(shops.Nodes[0].Url, "/sessions").ToString());

        await Expect(watcher.Locator("#members tbody tr")).ToHaveCountAsync(3);
        await Expect(watcher.Locator("#chart svg")).ToHaveCountAsync(2);
    }

    [DebianFact(OpenShops.Program, OpenShops.Program)]
    public async Task The_page_draws_what_goes_on()
    {
        var watcher = await WatchAsync(shops.Nodes[0]);
        var complaints = new List<string>();
        watcher.Console += (_, said) => complaints.Add(said.Text);
        // Without cookies everyone is somebody new.
        using var crowd = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var curve = watcher.Locator("polyline.one").First;
        for (var i = 0; i < 10_000 && await PointsOfAsync(curve) < 8; i++)
        {
            using var added = await crowd.PostAsync(new Uri(shops.Nodes[i % 3].Url, "/cart/apples/add"), content: null);
            Assert.Equal(System.Net.HttpStatusCode.Redirect, added.StatusCode);
        }

        Assert.InRange(await PointsOfAsync(curve), 8, 300);
        await OpenShops.KeepPictureAsync(watcher, "live-page");
        Assert.Empty(complaints);
    }

    private async Task<IPage> WatchAsync(ShopNode node)
    {
        var watcher = await shops.VisitAsync();
        await watcher.GotoAsync(new Uri(node.Url, "/sessions").ToString());
        await Expect(watcher.Locator("#link")).ToHaveTextAsync("live");
        return watcher;
    }

    private static async Task<int> PointsOfAsync(ILocator curve) =>
        await curve.CountAsync() > 0 && await curve.GetAttributeAsync("points") is { } points ? points.Split(' ').Length : 0;

    private static Task AddAsync(IPage visitor, int card) => visitor.Locator(".card button").Nth(card).ClickAsync();
}
