using System.Net;
using System.Text.Json;
using Akka.Sessions.Web.Page;

namespace Akka.Sessions.Web.Tests.Page;

/// <summary>The page that stays open.</summary>
public sealed class LivePageTests
{
    [Fact]
    public async Task What_changes_is_sent_and_nothing_else()
    {
        await using var node = await PageNode.OpenAsync();
        using var page = await OpenPage.AtAsync(node);

        var whole = await page.NextAsync();
        Assert.Equal(["chart", "figures", "members", "node"], whole.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("<span>Sessions</span><b>0</b>", whole["figures"], StringComparison.Ordinal);

        await node.CreateAsync("ann", "cart");
        var changed = await page.NextAsync("figures");
        Assert.Contains("<span>Sessions</span><b>1</b>", changed["figures"], StringComparison.Ordinal);
        Assert.DoesNotContain("members", changed.Keys);

        await node.Manager.DrainAsync();
        Assert.Contains("draining", (await page.NextAsync("members"))["members"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_many_may_look_at_once_and_one_that_leaves_makes_room()
    {
        await using var node = await PageNode.OpenAsync();
        var pages = new List<OpenPage>();
        for (var i = 0; i < LiveViewers.Most; i++) pages.Add(await OpenPage.AtAsync(node));

        using var refused = await node.Client.GetAsync("/sessions/live");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        foreach (var page in pages) page.Dispose();

        while (true)
        {
            using var answer = await node.Client.GetAsync("/sessions/live", HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode == HttpStatusCode.OK) break;
            await Task.Delay(10);
        }
    }

    [Fact]
    public async Task An_open_page_does_not_hold_up_a_host_that_stops()
    {
        await using var node = await PageNode.OpenAsync();
        using var page = await OpenPage.AtAsync(node);
        await page.NextAsync();

        await node.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        await page.EndAsync();
    }

    private sealed class OpenPage(HttpResponseMessage answer, StreamReader reader) : IDisposable
    {
        private const string Prefix = "data: ";

        public static async Task<OpenPage> AtAsync(PageNode node)
        {
            var answer = await node.Client.GetAsync("/sessions/live", HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            return new(answer, new(await answer.Content.ReadAsStreamAsync()));
        }

        /// <summary>The next message that has news of that part.</summary>
        public async Task<Dictionary<string, string>> NextAsync(string part = "chart")
        {
            while (true)
            {
                var line = await reader.ReadLineAsync() ?? throw new InvalidOperationException("The stream has ended.");
                if (!line.StartsWith(Prefix, StringComparison.Ordinal)) continue;
                var parts = JsonSerializer.Deserialize<Dictionary<string, string>>(line[Prefix.Length..])!;
                if (parts.ContainsKey(part)) return parts;
            }
        }

        public async Task EndAsync()
        {
            while (await reader.ReadLineAsync() is not null)
            {
            }
        }

        public void Dispose()
        {
            reader.Dispose();
            answer.Dispose();
        }
    }
}
