using Akka.Sessions.Web.Tests.Fakes;
using Akka.Sessions.Web.Tests.Nodes;

namespace Akka.Sessions.Web.Tests.SigningIn;

/// <summary>Signed in on one node is signed in on all: three nodes with real sockets.</summary>
public sealed class SharedSignInTests
{
    [Fact]
    public async Task Who_signs_in_on_one_node_is_known_to_every_other_at_once_and_stays_so_when_that_node_dies()
    {
        var keys = Directory.CreateTempSubdirectory();
        await using var cluster = await StartAsync(keys);
        for (var i = 0; i < 20; i++)
        {
            var browser = cluster.Visit();
            await browser.GetAsync(cluster.At(0, $"/in?name=ann{i}"));
            for (var node = 0; node < 3; node++) Assert.Equal($"ann{i}", (await browser.GetAsync(cluster.At(node, "/who"))).Text);
        }

        var survivor = cluster.Visit();
        await survivor.GetAsync(cluster.At(0, "/in?name=bob"));
        await cluster.Nodes[0].System.Terminate();

        Assert.Equal("bob", (await survivor.GetAsync(cluster.At(1, "/who"))).Text);
        Assert.Equal("bob", (await survivor.GetAsync(cluster.At(2, "/who"))).Text);
        keys.Delete(recursive: true);
    }

    [Fact]
    public async Task A_sign_out_on_one_node_holds_on_all_even_for_a_copy_of_the_cookie()
    {
        var keys = Directory.CreateTempSubdirectory();
        await using var cluster = await StartAsync(keys, tickets => tickets.CommitLevel = CommitLevel.All);
        var browser = cluster.Visit();
        await browser.GetAsync(cluster.At(0, "/in?name=ann"));
        var copy = cluster.Visit().WithCookiesOf(browser);

        await browser.GetAsync(cluster.At(1, "/out"));

        Assert.DoesNotContain(Door.CookieName, browser.Cookies.Keys);
        for (var node = 0; node < 3; node++) Assert.Equal(Door.Nobody, (await copy.GetAsync(cluster.At(node, "/who"))).Text);
        keys.Delete(recursive: true);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_tickets_and_sessions_of_that_principal_and_of_nobody_else()
    {
        var keys = Directory.CreateTempSubdirectory();
        await using var cluster = await StartAsync(keys, tickets => tickets.CommitLevel = CommitLevel.All);
        var ann = cluster.Visit();
        var annElsewhere = cluster.Visit();
        var bob = cluster.Visit();
        await ann.GetAsync(cluster.At(0, "/in?name=ann"));
        await annElsewhere.GetAsync(cluster.At(1, "/in?name=ann"));
        await annElsewhere.GetAsync(cluster.At(1, "/cart"));
        await bob.GetAsync(cluster.At(2, "/in?name=bob"));
        await Eventually.TrueAsync(() => cluster.Nodes.TrueForAll(node => node.Manager.List(principal: "ann").Sessions.Count == 3));

        Assert.Equal("3", (await ann.GetAsync(cluster.At(2, "/everywhere"))).Text);

        Assert.DoesNotContain(Door.CookieName, ann.Cookies.Keys);
        for (var node = 0; node < 3; node++)
        {
            Assert.Equal(Door.Nobody, (await annElsewhere.GetAsync(cluster.At(node, "/who"))).Text);
            Assert.Equal("bob", (await bob.GetAsync(cluster.At(node, "/who"))).Text);
        }

        keys.Delete(recursive: true);
    }

    [Fact]
    public async Task One_sign_in_more_than_allowed_ends_the_oldest_on_whichever_node()
    {
        var keys = Directory.CreateTempSubdirectory();
        await using var cluster = await StartAsync(keys, tickets =>
        {
            tickets.CommitLevel = CommitLevel.All;
            tickets.MaxTicketsPerPrincipal = 2;
        });
        Browser[] browsers = [cluster.Visit(), cluster.Visit(), cluster.Visit()];
        // A session of hers that is no ticket does not count.
        await browsers[0].GetAsync(cluster.At(0, "/in?name=ann"));
        await browsers[0].GetAsync(cluster.At(0, "/cart"));
        await browsers[1].GetAsync(cluster.At(1, "/in?name=ann"));
        Assert.Equal("ann", (await browsers[0].GetAsync(cluster.At(2, "/who"))).Text);

        await browsers[2].GetAsync(cluster.At(2, "/in?name=ann"));

        for (var node = 0; node < 3; node++)
        {
            Assert.Equal(Door.Nobody, (await browsers[0].GetAsync(cluster.At(node, "/who"))).Text);
            Assert.Equal("ann", (await browsers[1].GetAsync(cluster.At(node, "/who"))).Text);
            Assert.Equal("ann", (await browsers[2].GetAsync(cluster.At(node, "/who"))).Text);
        }

        keys.Delete(recursive: true);
    }

    private static Task<WebCluster> StartAsync(DirectoryInfo keys, Action<AkkaSessionTicketsOptions>? configure = null) =>
        WebCluster.StartAsync(3, Door.ServeAsync, services: services => Door.AddTo(services, keys, configure));
}
