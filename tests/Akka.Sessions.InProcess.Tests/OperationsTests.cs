using System.Diagnostics.Metrics;
using Akka.Sessions.InProcess.Tests.Cluster;
using Akka.Sessions.Manager;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Sessions.InProcess.Tests;

/// <summary>What a person sees of the sessions, and can do to them.</summary>
public sealed class OperationsTests
{
    [Fact]
    public async Task Sessions_are_listed_in_pages_without_their_ids_and_found_by_principal()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        foreach (var name in new[] { "ann", "bob", "ann", "", "ann" }) await CreateAsync(cluster[0], name);

        var first = cluster[1].Manager.List(count: 3);
        var second = cluster[1].Manager.List(first.Next, count: 3);

        Assert.Equal((3, 2), (first.Sessions.Count, second.Sessions.Count));
        Assert.Null(second.Next);
        string[] hashes = [.. first.Sessions.Concat(second.Sessions).Select(session => session.Hash)];
        Assert.Equal(hashes.Order(StringComparer.Ordinal).Distinct(), hashes);
        Assert.Equal(3, cluster[1].Manager.List(principal: "ann").Sessions.Count);
        var bob = Assert.Single(cluster[1].Manager.List(principal: "bob").Sessions);
        Assert.Equal((1, 5, "bob"), (bob.AttributeCount, bob.Bytes, bob.Principal));
    }

    [Fact]
    public async Task One_session_and_all_of_a_principal_are_ended_everywhere()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var bob = await CreateAsync(cluster[0], "bob");
        var ann = await CreateAsync(cluster[0], "ann");
        var annToo = await CreateAsync(cluster[0], "ann");

        Assert.True(await cluster[1].Manager.EndAsync(bob.ToString(), CommitLevel.All));
        Assert.False(await cluster[1].Manager.EndAsync(bob.ToString()));
        Assert.Equal(2, await cluster[1].Manager.EndAllOfAsync("ann", CommitLevel.All));

        foreach (var id in new[] { bob, ann, annToo }) Assert.Equal(SessionEndReason.Invalidated, await cluster[0].EndOfAsync(id));
        Assert.Empty(cluster[0].Manager.List().Sessions);
    }

    [Fact]
    public async Task The_statistics_say_what_happened_where_and_how_far_the_peers_are()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        await CreateAsync(cluster[0], "ann");
        await cluster[0].Manager.EndAsync((await CreateAsync(cluster[0], "bob")).ToString(), CommitLevel.All);

        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the peer level", () => node.Manager.Statistics.Peers is [{ Behind: 0, Ahead: 0, MessagesIn: > 0 }]);
        var (here, there) = (cluster[0].Manager.Statistics, cluster[1].Manager.Statistics);

        Assert.Equal((1, 2, 2L, 1L), (here.Active, here.MostActive, here.Created, here.Invalidated));
        Assert.Equal((1, 0L, 0L), (there.Active, there.Created, there.Invalidated));
        Assert.True(here.Messages["ReplicationBatch"].Sent >= 3);
        Assert.Equal(0, here.Messages["ReplicationBatch"].Received);
        Assert.True(there.Messages["ReplicationBatch"].Received >= 3);
        Assert.True(Assert.Single(there.Peers) is { MessagesIn: > 0, MessagesOut: > 0, BytesIn: > 0 });
        Assert.True(there.IsTransferred);
    }

    [Fact]
    public async Task A_member_is_drained_and_put_back_by_another_but_not_the_last()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var (here, there) = (cluster[0].Manager, cluster[1].Manager);

        Assert.True(await here.DrainAsync(cluster[1].Id));
        await Eventually.HoldsAsync("it stands aside and says so", () => there.IsDraining && here.Statistics.Peers is [{ IsDraining: true }]);
        Assert.True(await there.DrainAsync(cluster[0].Id));
        await Eventually.HoldsAsync("the order refused", () => cluster[0].Log.Says("[2015]"));
        Assert.False(here.IsDraining);

        Assert.True(await here.ResumeAsync(cluster[1].Id));
        await Eventually.HoldsAsync("it is back and says so", () => !there.IsDraining && here.Statistics.Peers is [{ IsDraining: false }]);
        Assert.False(await here.DrainAsync(new MemberId("akka.tcp://test@127.0.0.1:1", 1)));
    }

    [Fact]
    public async Task A_resync_compares_with_every_other_member()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        await CreateAsync(cluster[0], "ann");
        var before = cluster[1].Manager.Statistics.DigestsCompared;

        Assert.True(await cluster[1].Manager.ResyncAsync());

        await Eventually.HoldsAsync("a comparison done", () => cluster[1].Manager.Statistics.DigestsCompared > before);
    }

    [Fact]
    public async Task Alone_there_is_nobody_to_compare_with()
    {
        await using var cluster = await SessionCluster.StartAsync(1);

        Assert.False(await cluster[0].Manager.ResyncAsync());
    }

    [Fact]
    public async Task The_meter_shows_the_same_figures_and_no_id()
    {
        await using var cluster = await SessionCluster.StartAsync(2);
        var id = await CreateAsync(cluster[0], "ann");
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var meter = new SessionMeter(factory, () => cluster[0].Sessions);
        var seen = new List<(string Name, long Value, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            seen.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => tag.Value)))));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen.Add((instrument.Name, value, "")));
        listener.Start();
        listener.RecordObservableInstruments();
        GC.KeepAlive(meter);

        Assert.Contains(("akka.sessions.active", 1L, ""), seen);
        Assert.Contains(("akka.sessions.created", 1L, ""), seen);
        Assert.Contains(seen, m => m.Name == "akka.sessions.messages" && m.Tags == "all ReplicationBatch transmit" && m.Value > 0);
        Assert.Contains(seen, m => m.Name == "akka.sessions.peer.behind" && m.Tags == cluster[1].Id.Address);
        foreach (var secret in new[] { id.Value, id.ToString() })
            Assert.DoesNotContain(seen, m => m.Tags.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task<SessionId> CreateAsync(ClusterNode node, string principal)
    {
        var session = node.Manager.Create();
        session.Set("cart", SessionSteps.Bytes("1"));
        if (principal.Length > 0) session.Principal = principal;
        Assert.True((await session.CommitAsync(CommitLevel.All)).IsSatisfied);
        return session.Id;
    }
}
