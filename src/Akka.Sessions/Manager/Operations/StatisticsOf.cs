namespace Akka.Sessions.Manager;

/// <summary>Puts the figures of a node together, from where each is counted.</summary>
internal static class StatisticsOf
{
    public static SessionStatistics Node(SessionNode node)
    {
        var (counters, figures, traffic) = (node.Counters, node.Board.Figures, node.Counters.Traffic.Counts);
        var transfer = node.Board.Standing.Transfer;
        return new()
        {
            Active = node.Board.Sessions.LiveCount,
            MostActive = node.Board.Sessions.MostLive,
            Created = counters.Created,
            Expired = counters.Expired,
            Invalidated = counters.Invalidated,
            IdChanges = counters.Moved,
            Rejected = counters.RejectedSessions,
            RefusedAttributes = new Dictionary<string, long>(counters.RefusedAttributes, StringComparer.Ordinal),
            LongestLife = counters.LongestLife,
            AverageLife = counters.AverageLife,
            DroppedEvents = counters.DroppedEvents,
            LookupsNotAsked = figures.LookupsNotAsked,
            RefusedMessages = counters.RefusedMessages,
            Gaps = counters.Gaps,
            RepairsAsked = counters.RepairsAsked,
            RepairsServed = counters.RepairsServed,
            RetainedBytes = figures.RetainedBytes,
            Tombstones = figures.Tombstones,
            WritesFromTheFuture = figures.WritesFromTheFuture,
            DifferingSettings = node.Board.Standing.Differences.Count,
            IsTransferred = node.Board.Standing.IsTransferred,
            TransferSharesIn = transfer.SharesIn,
            TransferShares = transfer.Shares,
            TransferPages = transfer.Pages,
            TransferBytes = transfer.Bytes,
            DigestsCompared = figures.DigestsCompared,
            DigestsDiffering = figures.DigestsDiffering,
            Messages = traffic.GroupBy(count => count.Kind, StringComparer.Ordinal).ToDictionary(
                kind => kind.Key,
                kind => new MessageCount(kind.Sum(count => count.Sent), kind.Sum(count => count.Received)),
                StringComparer.Ordinal),
            BytesIn = traffic.Sum(count => count.BytesReceived),
            BytesOut = traffic.Sum(count => count.BytesSent),
            Peers = [.. figures.Peers.Select(peer => Peer(peer, [.. traffic.Where(count => count.Peer == peer.Member)]))],
        };
    }

    private static PeerStatistics Peer(Protocol.PeerFigures peer, Model.TrafficCount[] traffic) => new(
        peer.Member,
        peer.Behind,
        peer.Ahead,
        traffic.Sum(count => count.Received),
        traffic.Sum(count => count.Sent),
        traffic.Sum(count => count.BytesReceived),
        traffic.Sum(count => count.BytesSent))
    {
        IsDraining = peer.IsAside,
    };
}
