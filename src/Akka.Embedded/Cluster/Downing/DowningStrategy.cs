namespace Akka.Cluster.SBR;

internal enum DowningDecision
{
    /// <summary>This side goes on.</summary>
    DownUnreachable,

    /// <summary>This side gives way.</summary>
    DownReachable,
    DownAll,
}

/// <summary>
/// Decides from one side of a cut which side goes on. Both sides decide without each other, so a strategy must come to opposite results on
/// the two,
/// or to <see cref="DowningDecision.DownAll"/> where their knowledge may differ.
/// </summary>
internal abstract class DowningStrategy(string? role)
{
    /// <summary>The members to declare Down.</summary>
    public IReadOnlyCollection<UniqueAddress> WhomToDown(MembershipState state)
    {
        var partition = new Partition(state, role);
        if (partition.Unreachable.Count == 0) return [];
        var indirect = partition.IndirectlyConnected();
        if (indirect.IsEmpty) return Perform(Decide(partition), partition);
        // Keep who is fully connected; a clean cut beside them is decided as if the others had never been.
        var rest = partition.Without(indirect);
        return rest.Unreachable.Count == 0 ? indirect : [.. indirect.Union(Perform(Decide(rest), rest))];
    }

    protected abstract DowningDecision Decide(Partition partition);

    private static IReadOnlyCollection<UniqueAddress> Perform(DowningDecision decision, Partition partition) => decision switch
    {
        DowningDecision.DownUnreachable => [.. partition.Unreachable],
        DowningDecision.DownReachable => [.. partition.Reachable],
        _ => [.. partition.Everyone],
    };
}

/// <summary>Nobody goes on: for clusters that are started anew after any trouble.</summary>
internal sealed class DownAll() : DowningStrategy(role: null)
{
    protected override DowningDecision Decide(Partition partition) => DowningDecision.DownAll;
}

/// <summary>The side with more members goes on; of equal halves the one with the lowest address.</summary>
internal sealed class KeepMajority(string? role) : DowningStrategy(role)
{
    protected override DowningDecision Decide(Partition partition)
    {
        var decision = Compare(partition, partition.Members(), partition.Members());
        if (decision != DowningDecision.DownUnreachable) return decision;
        // Going on must also be right if changes under way are known on one side only: this side counted low, the other high.
        var cautious = Compare(partition, partition.Members(withoutLeaving: true), partition.Members(possiblyUp: true));
        return cautious == DowningDecision.DownUnreachable ? decision : DowningDecision.DownAll;
    }

    private static DowningDecision Compare(Partition partition, IReadOnlyList<Member> here, IReadOnlyList<Member> there)
    {
        if (here.Count == 0) return DowningDecision.DownAll;
        var mine = here.Count(partition.IsReachable);
        var others = there.Count(member => !partition.IsReachable(member));
        var keep = mine == others ? partition.IsReachable(here[0]) : mine > others;
        return keep ? DowningDecision.DownUnreachable : DowningDecision.DownReachable;
    }
}

/// <summary>
/// The side that has the quorum goes on. More members than two quorums could have would let both sides go on, so then nobody does.
/// </summary>
internal sealed class StaticQuorum(StaticQuorumSettings settings) : DowningStrategy(settings.Role)
{
    protected override DowningDecision Decide(Partition partition)
    {
        var members = partition.Members();
        if (members.Count > settings.Size * 2 - 1) return DowningDecision.DownAll;
        return members.Count(partition.IsReachable) >= settings.Size ? DowningDecision.DownUnreachable : DowningDecision.DownReachable;
    }
}

/// <summary>The side of the oldest member goes on, unless that member is alone against others.</summary>
internal sealed class KeepOldest(KeepOldestSettings settings) : DowningStrategy(settings.Role)
{
    protected override DowningDecision Decide(Partition partition)
    {
        var decision = Compare(partition, partition.Members());
        if (decision != DowningDecision.DownUnreachable) return decision;
        // An oldest member that is leaving may be gone already where the other side looks.
        return Compare(partition, partition.Members(withoutLeaving: true)) == decision ? decision : DowningDecision.DownAll;
    }

    private DowningDecision Compare(Partition partition, IReadOnlyList<Member> members)
    {
        if (members.Count == 0) return DowningDecision.DownAll;
        var oldest = members.Min(Member.AgeOrdering)!;
        var here = members.Count(partition.IsReachable);
        var there = members.Count - here;
        var isHere = partition.IsReachable(oldest);
        var isAlone = isHere ? here == 1 && there > 1 : there == 1 && here > 1;
        return isHere == (settings.DownIfAlone && isAlone) ? DowningDecision.DownReachable : DowningDecision.DownUnreachable;
    }
}
