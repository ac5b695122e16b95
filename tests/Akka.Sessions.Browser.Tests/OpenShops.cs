using Akka.Sessions.Web.Tests.Deploy;
using Microsoft.Playwright;
using Shop.Cluster.Nodes;
using Shop.Cluster.Story;

namespace Akka.Sessions.Browser.Tests;

/// <summary>Three shops in processes of their own, and Debian's Chromium to visit them. None of it is left when the tests are over.</summary>
public sealed class OpenShops : IAsyncLifetime
{
    public const string Program = "chromium";

    // Root's browser has no sandbox, and this one has nothing to tell anyone.
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private ShopCluster? _cluster;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal Stage Stage { get; private set; } = null!;

    internal IReadOnlyList<ShopNode> Nodes => Stage.Nodes;

    public async Task InitializeAsync()
    {
        // Then every test is skipped, and says why.
        if (Debian.WhyMissing(Program, Program) is not null) return;
        const int count = 3;
        var ports = FreePorts.Find(count * 3);
        var nodes = Enumerable.Range(0, count).Select(at => new NodePorts(ports[at], ports[at + count], ports[at + (count * 2)]));
        _cluster = ShopCluster.Create([.. nodes]);
        _cluster.StartAll();
        Stage = new(_cluster);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Debian.Find(Program), Args = Arguments });
        await Stage.UntilReadyAsync(Nodes);
    }

    /// <summary>Somebody new, without cookies.</summary>
    public async Task<IPage> VisitAsync(bool hasScripts = true)
    {
        var somebody = await _browser!.NewContextAsync(new()
        {
            JavaScriptEnabled = hasScripts,
            ViewportSize = new() { Width = 1100, Height = 800 },
            ColorScheme = ColorScheme.Light,
        });
        return await somebody.NewPageAsync();
    }

    /// <summary>Keeps what a page looks like beside the tests, for a person to look at and for the documents.</summary>
    public static async Task KeepPictureAsync(IPage page, string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "pictures", name + ".png");
        await page.ScreenshotAsync(new() { Path = path, FullPage = true });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }
}
