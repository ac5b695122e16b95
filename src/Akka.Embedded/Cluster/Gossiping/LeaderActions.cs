using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>What a leader moved on, and the gossip that says so. <see cref="Changed"/> holds members in their new status.</summary>
internal sealed record LeaderStep(Gossip Gossip, IReadOnlyList<Member> Changed, IReadOnlyList<Member> Removed)
{
    public bool IsNothing => Changed.Count == 0 && Removed.Count == 0;
}

/// <summary>The leader's part, as functions from a state to the next gossip.</summary>
internal static class LeaderActions
{
    /// <summary>With everyone agreed: Joining and WeaklyUp → Up, Leaving → Exiting, and who was given up is removed.</summary>
    public static LeaderStep OnConvergence(MembershipState state, LeaderRules rules, IReadOnlySet<UniqueAddress> gone, long nowMilliseconds)
    {
        var removed = state.Members
            .Where(member => MembershipState.IsGivenUp(member.Status))
            .Where(member => gone.Contains(member.UniqueAddress) || state.Unreachable.Contains(member.UniqueAddress))
            .ToList();
        var upNumber = state.Members.Select(member => member.UpNumber).Where(number => number != Member.NotUpYet).DefaultIfEmpty(0).Max();
        var mayGoUp = rules.AllowUp(state.Members);
        var changed = new List<Member>();
        foreach (var member in state.Members)
        {
            if (member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp && mayGoUp) changed.Add(member.CopyUp(++upNumber));
            else if (member.Status is MemberStatus.Leaving) changed.Add(member.Copy(MemberStatus.Exiting));
        }
        return Step(state, changed, removed, nowMilliseconds);
    }

    /// <summary>Without agreement for a while: joining members may at least work, as WeaklyUp.</summary>
    public static LeaderStep WithoutConvergence(MembershipState state, LeaderRules rules)
    {
        var changed = !rules.AllowUp(state.Members) ? [] : state.Members
            .Where(member => member.Status == MemberStatus.Joining && state.Reachability.IsReachable(member.UniqueAddress))
            .Select(member => member.Copy(MemberStatus.WeaklyUp))
            .ToList();
        return Step(state, changed, [], nowMilliseconds: 0);
    }

    private static LeaderStep Step(MembershipState state, List<Member> changed, List<Member> removed, long nowMilliseconds)
    {
        if (changed.Count == 0 && removed.Count == 0) return new LeaderStep(state.Gossip, changed, removed);
        var gone = removed.Select(member => member.UniqueAddress).ToList();
        var gossip = state.Gossip.With(changed).Remove(gone, nowMilliseconds).ChangedBy(state.Self);
        return new LeaderStep(gossip, changed, removed);
    }
}

/// <summary>How many members must be there before anyone becomes Up.</summary>
internal sealed record LeaderRules(int MinimumMembers, ImmutableDictionary<string, int> MinimumOfRole)
{
    public bool AllowUp(IEnumerable<Member> members)
    {
        var counted = members.Where(member => member.Status is not (MemberStatus.Down or MemberStatus.Exiting)).ToList();
        return counted.Count >= MinimumMembers
            && MinimumOfRole.All(minimum => counted.Count(member => member.HasRole(minimum.Key)) >= minimum.Value);
    }
}
