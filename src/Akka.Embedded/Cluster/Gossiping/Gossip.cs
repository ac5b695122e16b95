using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>
/// What all members come to agree on: who is a member, who hears from whom, and who has seen exactly this.
/// Immutable; merging is commutative, associative and idempotent, so gossip may be lost, doubled and reordered.
/// </summary>
internal sealed record Gossip(
    ImmutableSortedDictionary<UniqueAddress, Member> Members,
    Reachability Reachability,
    VectorClock Version,
    ImmutableDictionary<UniqueAddress, long> Tombstones,
    ImmutableHashSet<UniqueAddress> SeenBy)
{
    public static readonly Gossip Empty = new(
        // Two members are equal when they are the same node; a table that compared them so would not take a new status.
        ImmutableSortedDictionary.Create<UniqueAddress, Member>(null, ReferenceEqualityComparer.Instance),
        Reachability.Empty,
        VectorClock.Empty,
        ImmutableDictionary<UniqueAddress, long>.Empty,
        []);

    // A gossip with all of them still fits well into a frame.
    private const int MaxTombstones = 1_000;

    public bool HasMember(UniqueAddress node) => Members.ContainsKey(node);

    public bool IsSeenBy(UniqueAddress node) => SeenBy.Contains(node);

    public Gossip Seen(UniqueAddress node) => IsSeenBy(node) ? this : this with { SeenBy = SeenBy.Add(node) };

    /// <summary>A change made by <paramref name="node"/>: newer than what it was, and seen by nobody else yet.</summary>
    public Gossip ChangedBy(UniqueAddress node) => this with { Version = Version.Increment(node), SeenBy = [node] };

    public Gossip With(Member member) => this with { Members = Members.SetItem(member.UniqueAddress, member) };

    public Gossip With(IEnumerable<Member> members) =>
        this with { Members = Members.SetItems(members.Select(member => KeyValuePair.Create(member.UniqueAddress, member))) };

    /// <summary>Without <paramref name="nodes"/>, and remembering it, so that a slower member's gossip does not bring them back.</summary>
    public Gossip Remove(IReadOnlyCollection<UniqueAddress> nodes, long nowMilliseconds) =>
        WithTombstones(Tombstones.SetItems(nodes.Select(node => KeyValuePair.Create(node, nowMilliseconds))), nodes);

    /// <summary>
    /// Tombstones are forgotten once no member can still be spreading a state from before the removal, and the oldest when there are too
    /// many.
    /// </summary>
    public Gossip PruneTombstones(long olderThanMilliseconds)
    {
        if (Tombstones.IsEmpty) return this;
        var old = Tombstones.OrderByDescending(entry => entry.Value)
            .Where((entry, index) => index >= MaxTombstones || entry.Value < olderThanMilliseconds)
            .Select(entry => entry.Key).ToList();
        return old.Count == 0 ? this : this with { Tombstones = Tombstones.RemoveRange(old) };
    }

    public Gossip MergeSeen(Gossip that) => this with { SeenBy = SeenBy.Union(that.SeenBy) };

    public Gossip Merge(Gossip that)
    {
        var tombstones = Tombstones.ToBuilder();
        foreach (var (node, removedAt) in that.Tombstones) tombstones[node] = Math.Max(removedAt, tombstones.GetValueOrDefault(node));
        var members = Members.ToBuilder();
        foreach (var (node, member) in that.Members)
            members[node] = members.TryGetValue(node, out var mine) ? MemberOrder.Further(mine, member) : member;
        var union = new Gossip(members.ToImmutable(), Reachability.Merge(that.Reachability), Version.Merge(that.Version), Tombstones, []);
        return union.WithTombstones(tombstones.ToImmutable(), [.. tombstones.Keys]);
    }

    private Gossip WithTombstones(ImmutableDictionary<UniqueAddress, long> tombstones, IReadOnlyCollection<UniqueAddress> removed) => new(
        Members.RemoveRange(removed),
        Reachability.Remove(removed),
        removed.Aggregate(Version, (version, node) => version.Prune(node)),
        tombstones,
        SeenBy.Except(removed));
}
