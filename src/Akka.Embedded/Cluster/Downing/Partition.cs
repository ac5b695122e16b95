using System.Collections.Immutable;

namespace Akka.Cluster.SBR;

/// <summary>A cluster cut in two, as one member on this side of the cut sees it.</summary>
internal sealed class Partition(MembershipState state, string? role)
{
    private readonly ImmutableHashSet<UniqueAddress> _unreachable =
        state.Unreachable.Union(state.Members.Where(member => member.Status == MemberStatus.Down).Select(member => member.UniqueAddress));

    public IReadOnlySet<UniqueAddress> Unreachable => _unreachable;

    /// <summary>This side, joining members included.</summary>
    public IEnumerable<UniqueAddress> Reachable => state.Gossip.Members.Keys.Where(node => !_unreachable.Contains(node));

    /// <summary>Every member that is not on its way out already.</summary>
    public IEnumerable<UniqueAddress> Everyone => state.Gossip.Members.Keys;

    public bool IsReachable(Member member) => !_unreachable.Contains(member.UniqueAddress);

    /// <summary>
    /// The members that count for a decision. The other side may not know yet of a change that this side knows, or know of one that this
    /// side does not:
    /// <paramref name="possiblyUp"/> counts those who may be Up there already, <paramref name="withoutLeaving"/> leaves out who may be gone
    /// there.
    /// </summary>
    public IReadOnlyList<Member> Members(bool possiblyUp = false, bool withoutLeaving = false) =>
    [
        .. state.Members.Where(member => role is null || member.HasRole(role)).Where(member => member.Status switch
        {
            MemberStatus.Up => true,
            MemberStatus.Joining or MemberStatus.WeaklyUp => possiblyUp,
            MemberStatus.Leaving => !withoutLeaving,
            _ => false,
        }),
    ];

    /// <summary>
    /// Members that cannot hear some member directly while a way around exists: not a clean cut. An observer that is itself observed as
    /// unreachable,
    /// and both ends of an observation whose subject has nevertheless seen the present state.
    /// </summary>
    public ImmutableHashSet<UniqueAddress> IndirectlyConnected()
    {
        var reachability = state.Reachability;
        var crossed = reachability.AllObservers.Where(observer => !reachability.IsReachable(observer));
        var seen = reachability.Rows
            .SelectMany(row => row.Value.Subjects.Keys.Where(state.Gossip.IsSeenBy).SelectMany(subject => new[] { row.Key, subject }));
        return [.. crossed.Concat(seen).Where(state.Gossip.HasMember)];
    }

    /// <summary>The same cluster if <paramref name="nodes"/> had never been.</summary>
    public Partition Without(IReadOnlyCollection<UniqueAddress> nodes)
    {
        var gossip = state.Gossip;
        var rest = gossip with { Members = gossip.Members.RemoveRange(nodes), Reachability = gossip.Reachability.Remove(nodes) };
        return new(state.With(rest), role);
    }
}
