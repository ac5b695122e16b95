using System.Text;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Lives;

/// <summary>Changes that stay on their node until its next commit of the session.</summary>
public sealed class DeferredTests
{
    [Fact]
    public async Task What_is_deferred_is_seen_here_alone_until_the_next_commit_here_sends_it()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");
        await DeferAsync(cluster[0], id, "polls", "1");
        await DeferAsync(cluster[0], id, "page", "7");

        Assert.Equal("1", await cluster[0].ReadAsync(id, "polls"));
        Assert.Null(await cluster[1].ReadAsync(id, "polls"));

        await cluster[0].SetAsync(id, "user", "bob");

        Assert.Equal("1", await cluster[1].ReadAsync(id, "polls"));
        Assert.Equal("7", await cluster[1].ReadAsync(id, "page"));
        Assert.False((await cluster[0].OpenAsync(id)).HasChanges);
    }

    [Fact]
    public async Task A_later_commit_of_the_same_attribute_elsewhere_stays()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");
        await DeferAsync(cluster[0], id, "user", "bob");
        await cluster[1].SetAsync(id, "user", "eve");

        await cluster[0].SetAsync(id, "other", "1");

        Assert.Equal("eve", await cluster[0].ReadAsync(id, "user"));
        Assert.Equal("eve", await cluster[1].ReadAsync(id, "user"));
    }

    [Fact]
    public async Task Of_two_users_who_hold_the_same_deferred_change_the_slower_does_not_undo_what_was_written_upon_it()
    {
        await using var cluster = await SessionCluster.StartAsync(1);
        var id = await cluster[0].CreateAsync("user", "ann");
        await DeferAsync(cluster[0], id, "count", "1");
        var slow = await cluster[0].OpenAsync(id);
        await cluster[0].SetAsync(id, "count", "2");

        await slow.CommitAsync();

        Assert.Equal("2", await cluster[0].ReadAsync(id, "count"));
    }

    [Fact]
    public async Task A_removal_can_be_deferred_too()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");
        var session = await cluster[0].OpenAsync(id);
        session.Remove("user");

        Assert.True(session.TryDefer());

        Assert.Null(await cluster[0].ReadAsync(id, "user"));
        Assert.Equal("ann", await cluster[1].ReadAsync(id, "user"));
        await cluster[0].SetAsync(id, "other", "1");
        Assert.Null(await cluster[1].ReadAsync(id, "user"));
    }

    [Fact]
    public async Task A_node_that_drains_sends_it()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");
        await DeferAsync(cluster[0], id, "polls", "1");

        await cluster[0].Manager.DrainAsync();

        Assert.Equal("1", await cluster[1].ReadAsync(id, "polls"));
    }

    [Fact]
    public async Task What_must_be_known_everywhere_is_not_deferred()
    {
        await using var cluster = await SessionCluster.StartAsync(1);
        var begun = cluster[0].Manager.Create();
        begun.Set("user", [1]);
        var id = await cluster[0].CreateAsync("user", "ann");
        var unchanged = await cluster[0].OpenAsync(id);
        var longer = await cluster[0].OpenAsync(id);
        longer.Set("user", [1]);
        longer.IdleTimeout = TimeSpan.FromHours(1);
        var ended = await cluster[0].OpenAsync(id);
        ended.Set("user", [1]);
        await (await cluster[0].OpenAsync(id)).InvalidateAsync();

        Assert.All([begun, unchanged, longer, ended], session => Assert.False(session.TryDefer()));
        await Assert.ThrowsAsync<SessionEndedException>(() => ended.CommitAsync().AsTask());
    }

    private static async Task DeferAsync(ClusterNode node, SessionId id, string name, string value)
    {
        var session = await node.OpenAsync(id);
        session.Set(name, Encoding.UTF8.GetBytes(value));
        Assert.True(session.TryDefer());
    }
}
