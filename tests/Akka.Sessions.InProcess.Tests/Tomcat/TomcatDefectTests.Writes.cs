using System.Text;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Tomcat;

/// <summary>What becomes of a write, and what it costs.</summary>
public sealed partial class TomcatDefectTests
{
    // Tomcat: the delta that arrives replaces the changes not sent yet, and the two nodes stay different.
    [Fact]
    public async Task D1_a_pending_change_survives_a_delta_that_arrives_meanwhile()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");
        var first = await cluster[0].OpenAsync(id);
        var second = await cluster[1].OpenAsync(id);
        first.Set("a", SessionSteps.Bytes("from first"));
        second.Set("b", SessionSteps.Bytes("from second"));

        await first.CommitAsync(CommitLevel.All);
        await second.CommitAsync(CommitLevel.All);

        foreach (var node in cluster.Running)
        {
            Assert.Equal("from first", await node.ReadAsync(id, "a"));
            Assert.Equal("from second", await node.ReadAsync(id, "b"));
        }
    }

    // Tomcat: two deltas that arrive in the other order leave the older value.
    [Fact]
    public async Task D2_the_later_of_two_writes_stays_in_whatever_order_they_arrive()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("counter", "0");

        // Each writer has seen the write before, so the last one is the latest; they come from different origins in any order.
        for (var i = 1; i <= 20; i++)
        {
            var writer = cluster[i % 3];
            await writer.SeesAsync(id, "counter", $"{i - 1}");
            await writer.SetAsync(id, "counter", $"{i}", CommitLevel.None);
        }

        foreach (var node in cluster.Running) await node.SeesAsync(id, "counter", "20");
    }

    // Tomcat: a delta for a session that is not there yet is dropped.
    [Fact]
    public async Task D3_a_write_that_arrives_before_the_creation_is_kept()
    {
        await using var cluster = await SessionCluster.StartAsync(3);

        for (var i = 0; i < 50; i++)
        {
            // Created at level None and written at once elsewhere: the third node may hear of the write first.
            var id = await cluster[0].CreateAsync("made", "here", CommitLevel.None);
            await cluster[1].SetAsync(id, "written", "there", CommitLevel.None);
            await cluster[2].SeesAsync(id, "made", "here");
            await cluster[2].SeesAsync(id, "written", "there");
        }
    }

    // Tomcat: a delta under the old id that arrives after the change of id is dropped.
    [Fact]
    public async Task D3_a_write_under_the_old_id_that_arrives_after_the_change_of_id_is_kept()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var old = await cluster[0].CreateAsync("cart", "apple");
        var slow = await cluster[1].OpenAsync(old);
        slow.Set("wish", SessionSteps.Bytes("pear"));

        var login = await cluster[0].OpenAsync(old);
        await login.RotateIdAsync();
        await slow.CommitAsync(CommitLevel.All);

        foreach (var node in cluster.Running) await node.SeesAsync(login.Id, "wish", "pear");
    }

    // Tomcat: one value that cannot be serialised costs the whole delta, the good attributes included, and a line in the log tells.
    [Fact]
    public async Task D4_a_value_that_cannot_be_kept_is_refused_and_costs_no_other()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.max-attribute-size = 1 KiB");
        var session = cluster[0].Manager.Create();
        session.Set("before", SessionSteps.Bytes("good"));
        Assert.Throws<SessionLimitException>(() => session.Set("bad", new byte[2000]));
        session.Set("after", SessionSteps.Bytes("good"));

        await session.CommitAsync(CommitLevel.All);

        Assert.Equal(["after", "before"], (await cluster[1].OpenAsync(session.Id)).Names.Order(StringComparer.Ordinal));
    }

    // Tomcat: of an attribute and a note of the same name that change in one request, one is replicated.
    [Fact]
    public async Task D6_what_has_the_same_name_elsewhere_in_the_session_is_replicated_as_well()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var session = cluster[0].Manager.Create();
        session.Set("k", SessionSteps.Bytes("attribute"));
        session.Scope("portlet-1").Set("k", SessionSteps.Bytes("of one portlet"));
        session.Scope("portlet-2").Set("k", SessionSteps.Bytes("of another"));

        await session.CommitAsync(CommitLevel.All);

        var there = await cluster[1].OpenAsync(session.Id);
        Assert.Equal("attribute", await cluster[1].ReadAsync(session.Id, "k"));
        Assert.True(there.Scope("portlet-1").TryGetValue("k", out var one));
        Assert.True(there.Scope("portlet-2").TryGetValue("k", out var two));
        Assert.Equal(["of one portlet", "of another"], [Encoding.UTF8.GetString(one.Span), Encoding.UTF8.GetString(two.Span)]);
    }

    // Tomcat: a value changed in place is new on its node and old on the others, until somebody sets it. Here it is old on all.
    [Fact]
    public async Task D11_a_value_changed_without_being_set_is_the_same_on_every_node()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("cart", "apple");
        Assert.True((await cluster[0].OpenAsync(id)).TryGetValue("cart", out var stored));

        var mine = stored.ToArray();
        mine[0] = (byte)'A';
        foreach (var node in cluster.Running) Assert.Equal("apple", await node.ReadAsync(id, "cart"));

        var session = await cluster[0].OpenAsync(id);
        session.Set("cart", mine);
        await session.CommitAsync(CommitLevel.All);
        foreach (var node in cluster.Running) Assert.Equal("Apple", await node.ReadAsync(id, "cart"));
    }

    // Tomcat: what changes after the request (complete(), a WebSocket, a timer) waits for the next request of that session.
    [Fact]
    public async Task D12_a_change_made_outside_of_a_request_is_replicated_by_its_own_commit()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await cluster[0].CreateAsync("user", "ann");
        var kept = await cluster[0].OpenAsync(id);
        await kept.CommitAsync();

        // The request is over; whoever kept the session goes on with it.
        for (var message = 1; message <= 3; message++)
        {
            kept.Set("messages", SessionSteps.Bytes($"{message}"));
            Assert.True((await kept.CommitAsync(CommitLevel.All)).IsSatisfied);
            Assert.Equal($"{message}", await cluster[1].ReadAsync(id, "messages"));
        }
    }

    // Tomcat: the answer leaves before the change does, and the next request on another node reads the old value.
    [Fact]
    public async Task D14_a_client_reads_its_own_write_on_a_node_that_is_behind()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, "akka.sessions.lookup.token-timeout = 30 s");
        var id = await cluster[0].CreateAsync("cart", "1");
        cluster.Network.Slow(1, TimeSpan.FromMilliseconds(200));

        var receipt = await cluster[0].SetAsync(id, "cart", "2", CommitLevel.None);
        var session = await cluster[1].OpenAsync(id, receipt.Token!.Value);

        Assert.True(session.TryGetValue("cart", out var cart));
        Assert.Equal("2", Encoding.UTF8.GetString(cart.Span));
    }

    // Tomcat: every request costs a message to each of the other nodes, one that only reads too.
    [Fact]
    public async Task D15_a_commit_costs_one_batch_and_reading_costs_none()
    {
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.access-interval = 1 h");
        var session = cluster[0].Manager.Create();
        for (var i = 0; i < 100; i++) session.Set($"attribute/{i}", new byte[100]);
        var whole = (await session.CommitAsync(CommitLevel.All)).Token!.Value.Number;
        await Eventually.HoldsAsync("the other node in the statistics", () => cluster[1].Manager.Statistics.Peers.Count == 1);
        var before = BytesHeard();

        for (var i = 0; i < 100; i++)
        {
            var read = await cluster[i % 2].OpenAsync(session.Id);
            read.Touch();
            Assert.Null((await read.CommitAsync()).Token);
        }

        var changed = await cluster[0].SetAsync(session.Id, "attribute/7", new string('x', 100), CommitLevel.All);

        // A hundred requests that only read sent no batch, and one that changed an attribute sent one, of its own size.
        Assert.Equal(whole + 1, changed.Token!.Value.Number);
        Assert.InRange(BytesHeard() - before, 100, 1000);

        long BytesHeard() => cluster[1].Manager.Statistics.Peers.Sum(peer => peer.BytesIn);
    }
}
