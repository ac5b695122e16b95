namespace Akka.Sessions;

/// <summary>
/// What this node has counted since it started, and how it stands: one snapshot, for a page or a log. The meter <c>Akka.Sessions</c> shows
/// the
/// same figures. What happened to sessions is counted on the member where it happened, so the sum over the members is that of the cluster.
/// </summary>
public sealed record SessionStatistics
{
    /// <summary>Live sessions held here, replicated ones included (Tomcat's activeSessions).</summary>
    public required int Active { get; init; }

    /// <summary>The most that were held here at once (maxActive).</summary>
    public required int MostActive { get; init; }

    /// <summary>Sessions whose first commit was made here (sessionCounter).</summary>
    public required long Created { get; init; }

    /// <summary>Sessions that this member ended because they timed out (expiredSessions).</summary>
    public required long Expired { get; init; }

    /// <summary>Sessions invalidated here.</summary>
    public required long Invalidated { get; init; }

    /// <summary>Changes of id made here.</summary>
    public required long IdChanges { get; init; }

    /// <summary>New sessions that this node had no room for (rejectedSessions).</summary>
    public required long Rejected { get; init; }

    /// <summary>Attributes refused, by the last part of the key of the limit; <c>name</c> where no key allows it.</summary>
    public required IReadOnlyDictionary<string, long> RefusedAttributes { get; init; }

    /// <summary>The longest life of a session that was ended here (sessionMaxAliveTime); zero before the first.</summary>
    public required TimeSpan LongestLife { get; init; }

    /// <summary>The average life of those (sessionAverageAliveTime); zero before the first.</summary>
    public required TimeSpan AverageLife { get; init; }

    /// <summary>Happenings of which no handler of events was told, because too many waited.</summary>
    public required long DroppedEvents { get; init; }

    /// <summary>Ids that were not looked for at the other members, because too many were.</summary>
    public required long LookupsNotAsked { get; init; }

    /// <summary>Messages of other nodes that could not be read, or that no member may send. Nothing of them was used.</summary>
    public required long RefusedMessages { get; init; }

    /// <summary>Batches that arrived before one that is missing.</summary>
    public required long Gaps { get; init; }

    /// <summary>Requests for missing batches sent.</summary>
    public required long RepairsAsked { get; init; }

    /// <summary>Requests for missing batches received.</summary>
    public required long RepairsServed { get; init; }

    /// <summary>Bytes of received batches kept for members that have not acknowledged them.</summary>
    public required long RetainedBytes { get; init; }

    /// <summary>Ended sessions and removed attributes remembered.</summary>
    public required int Tombstones { get; init; }

    /// <summary>Received writes that were further in the future than <c>akka.sessions.max-clock-skew</c>.</summary>
    public required long WritesFromTheFuture { get; init; }

    /// <summary>Settings that must be the same on every member and differ on another; <see cref="SessionManagerStatus.Differences"/>.</summary>
    public required int DifferingSettings { get; init; }

    /// <summary>Whether all sessions of the cluster are here.</summary>
    public required bool IsTransferred { get; init; }

    /// <summary>Shares of all sessions that have arrived here, of <see cref="TransferShares"/>.</summary>
    public required int TransferSharesIn { get; init; }

    /// <summary>Shares in which all sessions are fetched when the node starts.</summary>
    public required int TransferShares { get; init; }

    /// <summary>Pages of sessions received so.</summary>
    public required int TransferPages { get; init; }

    /// <summary>Bytes of those pages.</summary>
    public required long TransferBytes { get; init; }

    /// <summary>Comparisons with other members that this one began and that are done.</summary>
    public required long DigestsCompared { get; init; }

    /// <summary>Sessions that differed in those.</summary>
    public required long DigestsDiffering { get; init; }

    /// <summary>Messages sent and received by kind, all peers together (Tomcat's counterSend and counterReceive).</summary>
    public required IReadOnlyDictionary<string, MessageCount> Messages { get; init; }

    /// <summary>Payload received from all peers: pieces of sessions, without the envelopes.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Payload sent; what goes to all through the topic once.</summary>
    public required long BytesOut { get; init; }

    /// <summary>The other members of the view.</summary>
    public required IReadOnlyList<PeerStatistics> Peers { get; init; }
}

/// <summary>Messages of one kind.</summary>
/// <param name="Sent">Point to point to any member, or once through the topic to all.</param>
/// <param name="Received">From any other member; the parts of a big one each count.</param>
public readonly record struct MessageCount(long Sent, long Received);

/// <summary>How this member and another get along.</summary>
/// <param name="Member">The other.</param>
/// <param name="Behind">Batches of this member that it has not acknowledged.</param>
/// <param name="Ahead">Batches of it that are known of and not applied here.</param>
/// <param name="MessagesIn">Received from it.</param>
/// <param name="MessagesOut">Sent to it alone; what goes to all through the topic is counted in
/// <see cref="SessionStatistics.Messages"/>.</param>
/// <param name="BytesIn">Payload received from it: pieces of sessions, without the envelopes.</param>
/// <param name="BytesOut">Payload sent to it alone.</param>
public sealed record PeerStatistics(
    MemberId Member, long Behind, long Ahead, long MessagesIn, long MessagesOut, long BytesIn, long BytesOut)
{
    /// <summary>It was drained and has not resumed, as it said itself within the last seconds.</summary>
    public bool IsDraining { get; init; }
}
