namespace Akka.Sessions.Web.Page;

/// <summary>All that the first page shows, at one moment; as JSON for machines.</summary>
/// <param name="Member">This node.</param>
/// <param name="State">How it stands, in a word.</param>
/// <param name="IsReady">Whether balancers may send requests.</param>
/// <param name="IsDraining">Whether it was drained, or is being stopped.</param>
/// <param name="Sessions">Live sessions here.</param>
/// <param name="Members">The members of the cluster as this node sees them, itself included.</param>
/// <param name="Rates">What happens in a second.</param>
/// <param name="Statistics">What was counted since the start.</param>
internal sealed record PageOverview(
    string? Member,
    string State,
    bool IsReady,
    bool IsDraining,
    int Sessions,
    IReadOnlyList<PageMember> Members,
    PageRates Rates,
    SessionStatistics Statistics)
{
    public static PageOverview Of(SessionManagerStatus status, SessionStatistics statistics, PageRates rates)
    {
        var peers = statistics.Peers.ToDictionary(peer => peer.Member);
        return new(
            status.Self?.ToString(), StateOf(status), status.IsReady, status.IsDraining, status.SessionCount,
            [.. status.Members.Select(member => Describe(member, status, peers.GetValueOrDefault(member)))], rates, statistics);
    }

    private static PageMember Describe(MemberId member, SessionManagerStatus status, PeerStatistics? peer)
    {
        var isSelf = member == status.Self;
        var state = isSelf ? StateOf(status)
            : status.Unreachable.Contains(member) ? "unreachable"
            : peer is { IsDraining: true } ? "draining" : "reachable";
        return new(
            member.Address, PageMember.LifeOf(member), isSelf, state,
            peer?.Behind ?? 0, peer?.Ahead ?? 0, peer?.BytesIn ?? 0, peer?.BytesOut ?? 0);
    }

    private static string StateOf(SessionManagerStatus status) => status switch
    {
        { IsAlive: false } => "ended",
        { IsDraining: true } => "draining",
        { IsUp: false } => "joining",
        { IsTransferred: false } => "getting sessions",
        { IsLinked: false } => "linking",
        _ => "ready",
    };
}

/// <summary>One member, as this node sees it.</summary>
/// <param name="Address">Where it is in the cluster.</param>
/// <param name="Incarnation">Which life of the node there, hexadecimal.</param>
/// <param name="IsSelf">It is this node.</param>
/// <param name="State">Of this node how it stands; of another whether it can be reached, and whether it is out of service.</param>
/// <param name="Behind">Batches of this node that it lacks.</param>
/// <param name="Ahead">Batches of it that this node lacks.</param>
/// <param name="BytesIn">Payload received from it.</param>
/// <param name="BytesOut">Payload sent to it alone.</param>
internal sealed record PageMember(
    string Address, string Incarnation, bool IsSelf, string State, long Behind, long Ahead, long BytesIn, long BytesOut)
{
    /// <summary>Names the member in the page's addresses.</summary>
    public static string LifeOf(MemberId member) => $"{(uint)member.Incarnation:x8}";
}
