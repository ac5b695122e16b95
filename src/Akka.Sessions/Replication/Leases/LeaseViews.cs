using Akka.Sessions.Model;

namespace Akka.Sessions.Replication;

/// <summary>What a view means for leases: those that serve choose their homes among themselves, and answer for what they hold.</summary>
internal static class LeaseViews
{
    public static IEnumerable<MemberId> Serving(this View view) => view.Members.Where(member => member.CountsInLevels).Select(member => member.Id);

    public static bool Serves(this View view, MemberId member) => view.TryFind(member, out var found) && found.CountsInLevels;

    /// <summary>Equal for two members that see the same members serve, whomever they reach.</summary>
    public static ulong FingerprintOfServing(this View view) =>
        view.Serving().Aggregate(0UL, (hash, member) => hash.Then(StableHash.Of(member.Address)).Then((uint)member.Incarnation));

    /// <summary>More than half of the full members are here or can be reached: there is no other side that could say the same.</summary>
    public static bool HasMajority(this View view)
    {
        var (all, here) = (0, 0);
        foreach (var member in view.Members)
        {
            if (!member.CountsInMajority) continue;
            all++;
            if (member.IsReachable || member.Id == view.Self) here++;
        }

        return here > all / 2;
    }
}
