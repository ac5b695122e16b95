using Akka.Cluster;
using Akka.Util;
using FsCheck;
using FsCheck.Fluent;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

/// <summary>Any gossips that members of one cluster can hold merge to the same, in whatever order and however often.</summary>
public sealed class GossipMergeProperties
{
    [Fact]
    public void Merge_is_commutative() => Check.QuickThrowOnFailure(Prop.ForAll(Histories(), h => Same(h.A.Merge(h.B), h.B.Merge(h.A))));

    [Fact]
    public void Merge_is_associative() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Histories(), h => Same(h.A.Merge(h.B).Merge(h.C), h.A.Merge(h.B.Merge(h.C)))));

    [Fact]
    public void Merge_is_idempotent() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(Histories(), h => Same(h.A.Merge(h.A), h.A) && Same(h.A.Merge(h.B).Merge(h.B), h.A.Merge(h.B))));

    [Fact]
    public void A_merge_is_not_older_than_either_part() => Check.QuickThrowOnFailure(Prop.ForAll(Histories(), h =>
        NotOlder(h.A.Merge(h.B), h.A) && NotOlder(h.A.Merge(h.B), h.B)));

    [Fact]
    public void A_removed_member_is_in_no_merge() => Check.QuickThrowOnFailure(Prop.ForAll(Histories(), h =>
        h.A.Tombstones.Keys.Concat(h.B.Tombstones.Keys).All(node => !h.A.Merge(h.B).HasMember(node))));

    // Three members that begin with the same gossip and go their own ways for a while, as in a cluster whose messages are slow.
    private static Arbitrary<(Gossip A, Gossip B, Gossip C)> Histories() => Gen.Choose(0, int.MaxValue).Select(seed =>
    {
        var random = new Random(seed);
        var start = GossipOf([.. Enumerable.Range(0, 6).Select(n => Member(n, (MemberStatus)random.Next(4)))]).ChangedBy(Node(0));
        return (Live(start, 0, random), Live(start, 1, random), Live(start, 2, random));
    }).ToArbitrary();

    private static Gossip Live(Gossip gossip, int self, Random random)
    {
        for (var step = random.Next(12); step > 0; step--) gossip = Step(gossip, self, random);
        return gossip;
    }

    private static Gossip Step(Gossip gossip, int self, Random random)
    {
        // Nobody removes itself: who is out changes nothing any more.
        var someone = Node((self + random.Next(1, 6)) % 6);
        var known = gossip.Members.GetValueOrDefault(someone);
        var next = (random.Next(5), known) switch
        {
            (0, { Status: MemberStatus.Up }) => gossip.With(known.Copy(MemberStatus.Leaving)),
            (1, { Status: MemberStatus.Leaving }) => gossip.With(known.Copy(MemberStatus.Exiting)),
            (2, { Status: not MemberStatus.Down }) => gossip.With(known.Copy(MemberStatus.Down)),
            (3, { Status: MemberStatus.Down or MemberStatus.Exiting }) => gossip.Remove([someone], random.Next(1, 1_000_000)),
            (4, not null) => gossip with { Reachability = gossip.Reachability.Unreachable(Node(self), someone) },
            _ => Joined(gossip, Node((self * 10) + 10 + random.Next(3))),
        };
        return next.ChangedBy(Node(self));
    }

    private static Gossip Joined(Gossip gossip, UniqueAddress node) =>
        gossip.HasMember(node) || gossip.Tombstones.ContainsKey(node)
            ? gossip
            : gossip.With(Akka.Cluster.Member.Joining(node, [], AppVersion.Zero));

    private static bool NotOlder(Gossip merged, Gossip part) =>
        part.Version.Versions.All(entry => merged.Tombstones.ContainsKey(entry.Key) || merged.Version.Versions[entry.Key] >= entry.Value);

    private static bool Same(Gossip a, Gossip b) => Text(a) == Text(b);

    private static string Text(Gossip gossip) => string.Join('\n',
    [
        .. gossip.Members.Values.Select(member => member.ToString()),
        .. gossip.Reachability.Rows.OrderBy(row => row.Key)
            .Select(row => $"{row.Key} {row.Value.Version} {string.Join(",", row.Value.Subjects.Keys.Order())}"),
        .. gossip.Version.Versions.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}={entry.Value}"),
        .. gossip.Tombstones.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}+{entry.Value}"),
    ]);
}
