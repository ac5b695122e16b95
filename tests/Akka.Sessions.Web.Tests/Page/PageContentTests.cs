using System.Net;
using System.Text.Json;

namespace Akka.Sessions.Web.Tests.Page;

/// <summary>What the page shows, to people and to machines, and what can be done by it.</summary>
public sealed class PageContentTests
{
    private const string Hostile = "\"><script>alert(1)</script><b x='&amp;";

    [Fact]
    public async Task Without_a_script_it_is_a_plain_page_with_members_and_figures()
    {
        await using var node = await PageNode.OpenAsync();
        await node.CreateAsync("ann", "cart");

        var html = await node.GetTextAsync("/sessions");

        Assert.Contains(node.Manager.Status.Self!.Value.Address, html, StringComparison.Ordinal);
        Assert.Contains("<span>Sessions</span><b>1</b>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"state good\">ready</span>", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_principals_are_encoded_whatever_they_are()
    {
        await using var node = await PageNode.OpenAsync();
        var id = await node.CreateAsync(Hostile, Hostile);

        var search = $"/sessions/list?principal={Uri.EscapeDataString(Hostile)}";
        foreach (var path in new[] { "/sessions/list", $"/sessions/list/{id}", search })
        {
            var html = await node.GetTextAsync(path);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b x", html, StringComparison.Ordinal);
            Assert.Contains("alert(1)", html, StringComparison.Ordinal);
            Assert.Equal(Hostile, WebUtility.HtmlDecode(html[html.IndexOf("&quot;&gt;", StringComparison.Ordinal)..])[..Hostile.Length]);
        }

        var json = await node.GetTextAsync($"/sessions/list/{id}.json");
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        Assert.Equal(Hostile, JsonDocument.Parse(json).RootElement.GetProperty("attributes")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task No_id_and_no_value_is_shown_anywhere()
    {
        await using var node = await PageNode.OpenAsync();
        var id = await node.CreateAsync("ann", "cart", "secret");

        string[] paths = ["/sessions", "/sessions/index.json", "/sessions/list", "/sessions/list.json", $"/sessions/list/{id}", $"/sessions/list/{id}.json"];
        foreach (var path in paths)
        {
            var text = await node.GetTextAsync(path);
            Assert.DoesNotContain(id.Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain("value of", text, StringComparison.Ordinal);
            Assert.NotEmpty(text);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await node.Client.GetAsync($"/sessions/list/{id.Value}")).StatusCode);
    }

    [Fact]
    public async Task A_session_is_shown_by_the_names_and_sizes_of_its_attributes()
    {
        await using var node = await PageNode.OpenAsync();
        var id = await node.CreateAsync("ann", "cart", "user");

        var session = await JsonAsync(node, $"/sessions/list/{id}.json");

        Assert.Equal((id.ToString(), "ann"), (Text(session, "session", "hash"), Text(session, "session", "principal")));
        Assert.Equal(2, session.GetProperty("attributes").GetArrayLength());
        var cart = session.GetProperty("attributes")[0];
        Assert.Equal(("cart", "value of cart".Length), (Text(cart, "name"), cart.GetProperty("bytes").GetInt32()));
        var html = await node.GetTextAsync($"/sessions/list/{id}");
        Assert.Contains("<tr><td>cart</td><td class=\"n\">13 B</td></tr>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sessions", "application/json")]
    [InlineData("/sessions", "text/html;q=0.5, application/json")]
    [InlineData("/sessions/index.json", "text/html")]
    public async Task A_machine_gets_the_same_as_JSON(string path, string accept)
    {
        await using var node = await PageNode.OpenAsync();
        await node.CreateAsync("ann", "cart");
        node.Client.DefaultRequestHeaders.Add("Accept", accept);

        var now = await JsonAsync(node, path);

        Assert.Equal((node.Manager.Status.Self.ToString(), "ready"), (Text(now, "member"), Text(now, "state")));
        Assert.Equal(1, now.GetProperty("sessions").GetInt32());
        Assert.True(now.GetProperty("isReady").GetBoolean());
        var member = Assert.Single(now.GetProperty("members").EnumerateArray());
        Assert.True(member.GetProperty("isSelf").GetBoolean());
        var statistics = now.GetProperty("statistics");
        Assert.Equal(1, statistics.GetProperty("created").GetInt64());
        Assert.Equal(JsonValueKind.Number, now.GetProperty("rates").GetProperty("bytesOut").ValueKind);
        Assert.Equal(statistics.GetProperty("transferShares").GetInt32(), statistics.GetProperty("transferSharesIn").GetInt32());
    }

    [Fact]
    public async Task A_browser_gets_a_page()
    {
        await using var node = await PageNode.OpenAsync();
        node.Client.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

        using var answer = await node.Client.GetAsync("/sessions");

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Sessions_are_found_by_principal_and_by_hash_and_come_in_pages()
    {
        await using var node = await PageNode.OpenAsync();
        for (var i = 0; i < 60; i++) await node.CreateAsync("ann", "cart");
        var bob = await node.CreateAsync("bob", "cart");

        var first = await JsonAsync(node, "/sessions/list.json?principal=ann");
        var second = await JsonAsync(node, $"/sessions/list.json?principal=ann&after={Text(first, "next")}");

        Assert.Equal((50, 10), (first.GetProperty("sessions").GetArrayLength(), second.GetProperty("sessions").GetArrayLength()));
        var html = await node.GetTextAsync("/sessions/list?principal=ann");
        Assert.Contains($"/sessions/list?after={Text(first, "next")}&amp;principal=ann", html, StringComparison.Ordinal);
        Assert.Equal(bob.ToString(), Text((await JsonAsync(node, "/sessions/list.json?principal=bob")).GetProperty("sessions")[0], "hash"));
        using var found = await node.Client.GetAsync($"/sessions/list?hash=%20{bob}");
        Assert.Equal((HttpStatusCode.Redirect, $"/sessions/list/{bob}"), (found.StatusCode, found.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task A_session_is_ended_once()
    {
        await using var node = await PageNode.OpenAsync();
        var id = await node.CreateAsync("ann", "cart");

        using var ended = await node.PostAsync($"/sessions/list/{id}/end");
        using var again = await node.PostAsync($"/sessions/list/{id}/end");

        Assert.Equal((HttpStatusCode.SeeOther, "/sessions/list"), (ended.StatusCode, ended.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(SessionEndReason.Invalidated, (await node.Manager.FindAsync(id)).EndReason);
        Assert.Contains(node.Log, line => line.StartsWith($"Information 4032 Session {id} was ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_node_is_drained_and_put_back_into_service()
    {
        await using var node = await PageNode.OpenAsync();

        using var drained = await node.PostAsync("/sessions/drain", accept: "application/json");

        Assert.Equal("""{"draining":true,"handedOver":true}""", await drained.Content.ReadAsStringAsync());
        Assert.False(node.Manager.Status.IsReady);
        Assert.Contains("<span class=\"state busy\">draining</span>", await node.GetTextAsync("/sessions"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await node.PostAsync("/sessions/members/00000000/drain")).StatusCode);
        using var resumed = await node.PostAsync($"/sessions/members/{(uint)node.Manager.Status.Self!.Value.Incarnation:x8}/resume");
        Assert.Equal((HttpStatusCode.SeeOther, "/sessions/"), (resumed.StatusCode, resumed.Headers.Location!.ToString()));
        Assert.True(node.Manager.Status.IsReady);
    }

    private static async Task<JsonElement> JsonAsync(PageNode node, string path)
    {
        using var answer = await node.Client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static string? Text(JsonElement element, params string[] path) =>
        path.Aggregate(element, (at, name) => at.GetProperty(name)).GetString();
}
