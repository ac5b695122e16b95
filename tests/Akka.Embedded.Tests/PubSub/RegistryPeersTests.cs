using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.TestKit;
using Akka.Util;

namespace Akka.Embedded.Tests.PubSub;

public sealed class RegistryPeersTests : TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);
    private static readonly UniqueAddress Self = Node(1);
    private static readonly UniqueAddress Other = Node(2);
    private static readonly UniqueAddress Third = Node(3);
    private static readonly RegistryKey Key = RegistryKey.Topic("topic");
    private readonly TestProbe _other;
    private readonly RegistryPeers _peers;
    private int _changes;

    public RegistryPeersTests()
        : base("akka.test.single-expect-default = 20 s")
    {
        _other = CreateTestProbe();
        _peers = new RegistryPeers(Self, Start, Settings(role: null), _ => _other.Ref, TestActor, () => _changes++);
    }

    [Fact]
    public void A_new_member_is_asked_at_once_what_it_knows()
    {
        Up(Other);
        Assert.Equal(Self, _other.ExpectMsg<RegistryStatus>().From);
    }

    [Fact]
    public void A_change_is_told_to_every_member()
    {
        Up(Other);
        _other.ExpectMsg<RegistryStatus>();
        _peers.Announce(Key, isPresent: true, Start);
        Assert.Equal(Key, Assert.Single(_other.ExpectMsg<RegistryDelta>().Bucket.Entries).Key);
    }

    [Fact]
    public void What_a_stranger_says_is_not_taken_in_nor_what_is_said_of_one()
    {
        _peers.OnDelta(new RegistryDelta(Other, Bucket(Other)), _other.Ref, Start);
        Up(Other);
        _other.ExpectMsg<RegistryStatus>();
        _peers.OnDelta(new RegistryDelta(Other, Bucket(Third)), _other.Ref, Start);
        _peers.OnStatus(new RegistryStatus(Third, Nothing, IsReply: false), _other.Ref);
        Assert.Empty(_peers.MediatorsWith(Key));
        _other.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void An_incarnation_that_is_gone_is_a_stranger()
    {
        Up(Other);
        Removed(Other);
        _peers.OnDelta(new RegistryDelta(Other, Bucket(Other)), _other.Ref, Start);
        Assert.Empty(_peers.MediatorsWith(Key));
    }

    [Fact]
    public void What_a_member_takes_is_known_until_it_is_removed()
    {
        Up(Other);
        _peers.OnDelta(new RegistryDelta(Other, Bucket(Other)), _other.Ref, Start);
        Assert.Equal([_other.Ref], _peers.MediatorsWith(Key));
        Removed(Other);
        Assert.Empty(_peers.MediatorsWith(Key));
        Assert.Equal(3, _changes);
    }

    [Fact]
    public void A_delta_after_a_lost_one_is_answered_by_a_question()
    {
        Up(Other);
        _other.ExpectMsg<RegistryStatus>();
        _peers.OnDelta(new RegistryDelta(Other, Bucket(Other) with { From = 4, To = 5 }), _other.Ref, Start);
        Assert.True(_other.ExpectMsg<RegistryStatus>().IsReply);
        Assert.Empty(_peers.MediatorsWith(Key));
    }

    [Fact]
    public void A_burst_after_a_lost_delta_is_one_question_until_the_next_gossip()
    {
        Up(Other);
        _other.ExpectMsg<RegistryStatus>();
        for (var version = 4; version < 10; version++)
            _peers.OnDelta(new RegistryDelta(Other, Bucket(Other) with { From = version, To = version + 1 }), _other.Ref, Start);
        Assert.True(_other.ExpectMsg<RegistryStatus>().IsReply);
        _other.ExpectNoMsg(Quiet);
        _peers.Gossip();
        Assert.False(_other.ExpectMsg<RegistryStatus>().IsReply);
        _peers.OnDelta(new RegistryDelta(Other, Bucket(Other) with { From = 10, To = 11 }), _other.Ref, Start);
        Assert.True(_other.ExpectMsg<RegistryStatus>().IsReply);
    }

    [Fact]
    public void A_status_is_answered_with_what_is_missing_there_and_a_status_when_something_is_missing_here()
    {
        Up(Other);
        _other.ExpectMsg<RegistryStatus>();
        _peers.Announce(Key, isPresent: true, Start);
        _other.ExpectMsg<RegistryDelta>();

        _peers.OnStatus(new RegistryStatus(Other, new Dictionary<UniqueAddress, long> { [Other] = 7 }, IsReply: false), _other.Ref);

        Assert.Equal(Self, _other.ExpectMsg<RegistryDelta>().Bucket.Owner);
        Assert.True(_other.ExpectMsg<RegistryStatus>().IsReply);
    }

    [Fact]
    public void An_answer_is_not_answered_with_a_status()
    {
        Up(Other);
        _other.ExpectMsg<RegistryStatus>();
        var known = new Dictionary<UniqueAddress, long>(_peers.Registry.Versions) { [Other] = 7 };
        _peers.OnStatus(new RegistryStatus(Other, known, IsReply: true), _other.Ref);
        _other.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void A_member_without_the_role_is_left_out()
    {
        var peers = new RegistryPeers(Self, Start, Settings(role: "front"), _ => _other.Ref, TestActor, () => { });
        peers.OnMember(new ClusterEvent.MemberUp(Member(Other, MemberStatus.Up)));
        _other.ExpectNoMsg(Quiet);
        peers.OnMember(new ClusterEvent.MemberUp(Member(Other, MemberStatus.Up, "front")));
        _other.ExpectMsg<RegistryStatus>();
    }

    [Fact]
    public void A_mediator_made_anew_supersedes_what_the_one_before_it_said()
    {
        var before = new Registry(Self, Start);
        before.Change(Key, isPresent: true, Start);
        var elsewhere = new Registry(Other, Start);
        foreach (var delta in before.Since(elsewhere.Versions, 10)) elsewhere.Merge(delta, Start);
        Assert.Equal([Self], elsewhere.OthersWith(Key));

        var after = new Registry(Self, Start + TimeSpan.FromSeconds(1));
        var fresh = RegistryKey.Topic("fresh");
        Assert.Null(elsewhere.Merge(after.Change(fresh, isPresent: true, Start), Start));
        foreach (var delta in after.Since(elsewhere.Versions, 10)) elsewhere.Merge(delta, Start);

        Assert.Empty(elsewhere.OthersWith(Key));
        Assert.Equal([Self], elsewhere.OthersWith(fresh));
    }

    [Fact]
    public void A_long_list_travels_in_pieces_that_each_fit_into_a_frame()
    {
        var registry = new Registry(Self, Start);
        for (var i = 0; i < 200; i++) registry.Change(RegistryKey.Path(new string('p', 1000) + i), isPresent: true, Start);
        var pieces = registry.Since(Nothing, maxEntries: 3000)
            .Select(d => RegistryProtocol.ToProto(new RegistryDelta(Self, d)).CalculateSize())
            .ToList();
        Assert.True(pieces.Count > 1);
        Assert.All(pieces, size => Assert.InRange(size, 0, 120_000));
    }

    private static IReadOnlyDictionary<UniqueAddress, long> Nothing => ImmutableDictionary<UniqueAddress, long>.Empty;

    private static UniqueAddress Node(int number) => new(new Address("akka.tcp", "peers", "127.0.0.1", 2000 + number), number);

    private static BucketDelta Bucket(UniqueAddress owner) => new(owner, 0, 1, 0, [new RegistryEntry(Key, 1, IsPresent: true)]);

    private static Member Member(UniqueAddress node, MemberStatus status, params string[] roles) =>
        new(node, 1, status, [.. roles], AppVersion.Zero);

    private static DistributedPubSubSettings Settings(string? role) =>
        new("mediator", role, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120), 3000, true);

    private void Up(UniqueAddress node) => _peers.OnMember(new ClusterEvent.MemberUp(Member(node, MemberStatus.Up)));

    private void Removed(UniqueAddress node) =>
        _peers.OnMember(new ClusterEvent.MemberRemoved(Member(node, MemberStatus.Removed), MemberStatus.Down));
}
