namespace Akka.Cluster;

/// <summary>The order of a member's life, which decides between two opinions about one member.</summary>
internal static class MemberOrder
{
    /// <summary>
    /// Who is further in its life. Of two that are equally far the one that became Up earlier, so that age is the same for all.
    /// </summary>
    public static Member Further(Member a, Member b)
    {
        var (rankA, rankB) = (Rank(a.Status), Rank(b.Status));
        if (rankA != rankB) return rankA > rankB ? a : b;
        return a.UpNumber <= b.UpNumber ? a : b;
    }

    private static int Rank(MemberStatus status) => status switch
    {
        MemberStatus.Joining => 0,
        MemberStatus.WeaklyUp => 1,
        MemberStatus.Up => 2,
        MemberStatus.Leaving => 3,
        MemberStatus.Exiting => 4,
        MemberStatus.Down => 5,
        MemberStatus.Removed => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status of a member"),
    };
}
