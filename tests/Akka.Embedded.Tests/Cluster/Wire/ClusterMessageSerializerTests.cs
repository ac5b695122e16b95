using System.Runtime.Serialization;
using Akka.Cluster;
using Akka.Cluster.Serialization;
using Akka.Cluster.Wire;
using Akka.Util;
using Google.Protobuf;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Wire;

public sealed class ClusterMessageSerializerTests
{
    private readonly ClusterMessageSerializer _serializer = new(null!);

    [Fact]
    public void Every_message_comes_back_as_it_was_sent()
    {
        AssertSame(new InitJoin());
        AssertSame(new InitJoinAck(Node(1).Address));
        AssertSame(new InitJoinNack(Node(1).Address));
        AssertSame(new ExitingConfirmed(Node(1)));
        AssertSame(new Heartbeat(Node(1), 17));
        AssertSame(new HeartbeatRsp(Node(1), 17));
        var join = RoundTrip(new Join(Node(1), ["web", "batch"], AppVersion.Create("1.2.3")));
        Assert.Equal((Node(1), "1.2.3"), (join.Node, join.AppVersion.Version));
        Assert.Equal(["batch", "web"], join.Roles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_gossip_comes_back_with_all_its_parts()
    {
        var gossip = SomeGossip();

        var read = RoundTrip(new GossipEnvelope(Node(0), Node(1), gossip)).Gossip;

        Assert.Equal(gossip.Members.Values.Select(member => member.ToString()), read.Members.Values.Select(member => member.ToString()));
        Assert.Equal(ReachabilityStatus.Unreachable, read.Reachability.Status(Node(0), Node(2)));
        Assert.Equal(ReachabilityStatus.Terminated, read.Reachability.Status(Node(1), Node(2)));
        Assert.Equal(gossip.Reachability.Rows[Node(0)].Version, read.Reachability.Rows[Node(0)].Version);
        Assert.Equal(ClockOrder.Same, gossip.Version.CompareTo(read.Version));
        Assert.Equal(gossip.Tombstones, read.Tombstones);
        Assert.True(gossip.SeenBy.SetEquals(read.SeenBy));
        Assert.Equal(MemberStatus.Down, read.With(Member(1, MemberStatus.Down)).Members[Node(1)].Status);
    }

    [Fact]
    public void A_status_carries_the_version_only()
    {
        var status = RoundTrip(new GossipStatus(Node(0), SomeGossip().Version));

        Assert.Equal(Node(0), status.From);
        Assert.Equal(ClockOrder.Same, SomeGossip().Version.CompareTo(status.Version));
    }

    [Fact]
    public void The_bytes_of_a_heartbeat_are_these_in_every_release() =>
        Assert.Equal(
            "0A250A1E0A08616B6B612E7463701204746573741A093132372E302E302E3120F71315E90300001011",
            Convert.ToHexString(_serializer.ToBinary(new Heartbeat(Node(1), 17))));

    [Fact]
    public void An_unknown_manifest_is_an_error_that_names_it() =>
        Assert.Contains(
            "'zz'", Assert.Throws<SerializationException>(() => _serializer.FromBinary([], "zz")).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_message_are_an_error_of_one_kind()
    {
        var random = new Random(4711);
        var valid = _serializer.ToBinary(new GossipEnvelope(Node(0), Node(1), SomeGossip()));
        for (var round = 0; round < 5_000; round++)
        {
            var broken = valid[..random.Next(1, valid.Length)];
            for (var flips = random.Next(4); flips > 0; flips--) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            try
            {
                _serializer.FromBinary(broken, "G");
            }
            catch (SerializationException)
            {
                // Refused, as it should be. What was still readable is fine as well.
            }
        }
    }

    [Fact]
    public void A_gossip_with_impossible_content_is_refused_with_the_reason()
    {
        AssertRefused("node 99 of a table of 4", gossip => gossip.Members[0].Node = 99);
        AssertRefused("role 7 of a table of 2", gossip => gossip.Members[0].Roles.Add(7));
        AssertRefused("status Removed", gossip => gossip.Members[0].Status = MemberStatusProto.Removed);
        AssertRefused("status 77", gossip => gossip.Members[0].Status = (MemberStatusProto)77);
        AssertRefused("number 0", gossip => gossip.Members[0].UpNumber = 0);
        AssertRefused("counts -1 changes", gossip => gossip.Version[0].Changes = -1);
        AssertRefused("port 70000", gossip => gossip.Nodes[0].Address.Port = 70_000);
        AssertRefused("host of 300 characters", gossip => gossip.Nodes[0].Address.Host = new string('h', 300));
        AssertRefused("role of 0 characters", gossip => gossip.Roles.Add(""));
        AssertRefused(
            "10001 members that have seen", gossip => gossip.SeenBy.AddRange(Enumerable.Repeat(0u, 10_001 - gossip.SeenBy.Count)));
        AssertRefused("an address is missing", gossip => gossip.Nodes[0].Address = null);
    }

    [Fact]
    public void A_message_without_its_gossip_is_refused()
    {
        var bytes = new WelcomeProto { From = GossipWriter.Node(Node(0)) }.ToByteArray();

        var refusal = Assert.Throws<SerializationException>(() => _serializer.FromBinary(bytes, "W"));
        Assert.Contains("gossip is missing", refusal.Message, StringComparison.Ordinal);
    }

    private void AssertRefused(string reason, Action<GossipProto> spoil)
    {
        var gossip = GossipWriter.Write(SomeGossip());
        spoil(gossip);
        var bytes = new WelcomeProto { From = GossipWriter.Node(Node(0)), Gossip = gossip }.ToByteArray();
        Assert.Contains(
            reason, Assert.Throws<SerializationException>(() => _serializer.FromBinary(bytes, "W")).Message, StringComparison.Ordinal);
    }

    private static Gossip SomeGossip()
    {
        var gossip = GossipOf(
            Member(0, roles: ["web", "batch"]), Member(1, MemberStatus.Joining, roles: "web"), Member(2, MemberStatus.Down));
        return gossip with
        {
            Reachability = gossip.Reachability.Unreachable(Node(0), Node(2)).Terminated(Node(1), Node(2)),
            Version = gossip.Version.Increment(Node(0)).Increment(Node(0)).Increment(Node(1)),
            Tombstones = gossip.Tombstones.Add(Node(7), 1_700_000_000_000),
            SeenBy = [Node(0), Node(1)],
        };
    }

    private T RoundTrip<T>(T message) where T : notnull =>
        Assert.IsType<T>(_serializer.FromBinary(_serializer.ToBinary(message), _serializer.Manifest(message)));

    private void AssertSame<T>(T message) where T : notnull => Assert.Equal(message, RoundTrip(message));
}
