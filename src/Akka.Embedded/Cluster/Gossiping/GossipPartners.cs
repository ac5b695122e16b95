namespace Akka.Cluster;

/// <summary>Whom to tell. The choice is random, so it takes the generator as an argument.</summary>
internal static class GossipPartners
{
    /// <summary>One partner for the periodic gossip: more likely somebody who has not seen this state; null when there is nobody.</summary>
    public static UniqueAddress? Choose(MembershipState state, double preferUnseen, Random random)
    {
        var valid = Valid(state).ToList();
        var unseen = valid.Where(node => !state.Gossip.IsSeenBy(node)).ToList();
        var from = unseen.Count > 0 && random.NextDouble() < preferUnseen ? unseen : valid;
        return from.Count == 0 ? null : from[random.Next(from.Count)];
    }

    /// <summary>
    /// Whom to tell of a change at once: the leader, who waits for everyone's word, and a few others who have not seen it.
    /// Each of those does the same, so a change is everywhere after a few hops.
    /// </summary>
    public static IReadOnlyList<UniqueAddress> ForChange(MembershipState state, int fanOut, Random random)
    {
        var unseen = Valid(state).Where(node => !state.Gossip.IsSeenBy(node)).ToArray();
        random.Shuffle(unseen);
        var chosen = unseen.Take(fanOut).ToList();
        if (state.Leader is { } leader && state.HearsFrom(leader) && !chosen.Contains(leader)) chosen.Add(leader);
        return chosen;
    }

    /// <summary>Some reachable members, for last words.</summary>
    public static IReadOnlyList<UniqueAddress> Some(MembershipState state, int count, Random random)
    {
        var valid = Valid(state).ToArray();
        random.Shuffle(valid);
        return valid.Length <= count ? valid : valid[..count];
    }

    /// <summary>
    /// Above <paramref name="threshold"/> members the preference for those who lag falls off, to a tenth at three times the threshold:
    /// else the few who lag would be told by everyone at once.
    /// </summary>
    public static double PreferenceFor(int members, double preference, int threshold)
    {
        if (members <= threshold) return preference;
        var floor = preference / 10;
        var end = threshold * 3.0;
        return members >= end ? floor : preference - (preference - floor) * (members - threshold) / (end - threshold);
    }

    private static IEnumerable<UniqueAddress> Valid(MembershipState state) => state.Gossip.Members.Keys.Where(state.HearsFrom);
}
