using Akka.Actor;
using Akka.Cluster;
using Akka.Serialization;
using Akka.Util;
using static Akka.Embedded.Tests.Cluster.Network.TestNodes;

namespace Akka.Embedded.Tests.Cluster.Network;

/// <summary>What strangers send to a cluster's port.</summary>
public sealed class ForgeryTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAllAsync();

    [Fact]
    public async Task Broken_cluster_messages_change_nothing_and_the_node_lives_on()
    {
        var members = await _nodes.StartCluster(2);
        var stranger = _nodes.Start().System;
        stranger.Serialization.AddSerializationMap(typeof(Garbage), new GarbageSerializer(stranger));
        var daemon = stranger.ActorSelection($"{members[0].SelfAddress}/system/cluster");
        var random = new Random(17);
        foreach (var manifest in new[] { "IJ", "IJA", "J", "W", "G", "GS", "EC", "HB", "nonsense" })
        {
            var bytes = new byte[random.Next(1, 500)];
            random.NextBytes(bytes);
            daemon.Tell(new Garbage(manifest, bytes));
        }

        await AssertStillWorks(members);
    }

    [Fact]
    public async Task Gossip_and_welcome_from_strangers_are_ignored()
    {
        var members = await _nodes.StartCluster(2);
        var daemon = members[1].System.ActorSelection("/system/cluster");
        var stranger = new UniqueAddress(new Address("akka.tcp", members[0].System.Name, "127.0.0.1", 1), 4711);
        var self = members[1].SelfUniqueAddress;
        var forged = Gossip.Empty.With(
        [
            new Member(stranger, 1, MemberStatus.Up, [], AppVersion.Zero),
            new Member(self, 2, MemberStatus.Down, [], AppVersion.Zero),
        ]).ChangedBy(stranger);

        daemon.Tell(new GossipEnvelope(stranger, self, forged));
        daemon.Tell(new GossipEnvelope(members[0].SelfUniqueAddress, stranger, forged));
        daemon.Tell(new GossipStatus(stranger, forged.Version));
        daemon.Tell(new Welcome(stranger, forged));
        daemon.Tell(new ExitingConfirmed(stranger));
        daemon.Tell(new Heartbeat(stranger, 1));
        daemon.Tell("no cluster message at all");

        await AssertStillWorks(members);
    }

    private async Task AssertStillWorks(IReadOnlyList<Akka.Cluster.Cluster> members)
    {
        // One that comes later joins, so everything sent before has been dealt with.
        var late = _nodes.Start();
        await Wait.Within(late.JoinAsync(members[0].SelfAddress));
        await AllUp([.. members, late]);
        Assert.All(members, member => Assert.True(member.IsUp));
    }

    private sealed record Garbage(string Manifest, byte[] Bytes);

    /// <summary>Sends any bytes under the identifier of the cluster's serializer.</summary>
    private sealed class GarbageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 5;

        public override string Manifest(object o) => ((Garbage)o).Manifest;

        public override byte[] ToBinary(object obj) => ((Garbage)obj).Bytes;

        public override object FromBinary(byte[] bytes, string manifest) => new Garbage(manifest, bytes);
    }
}
