using System.Diagnostics.Metrics;
using Akka.Sessions.Model;

namespace Akka.Sessions.Manager;

/// <summary>
/// Shows what this node counts in the meter <c>Akka.Sessions</c>. Nothing is measured twice: the instruments read the counters when
/// somebody
/// collects. No tag holds an id of a session; peers are tagged by their address.
/// </summary>
internal sealed class SessionMeter
{
    public const string Name = "Akka.Sessions";
    private const string LimitTag = "akka.sessions.limit";
    private const string PeerTag = "akka.sessions.peer";
    private const string KindTag = "akka.sessions.message";
    private const string DirectionTag = "network.io.direction";

    private readonly Meter _meter;
    private readonly Func<SessionNode> _current;

    /// <param name="meters">Makes the meter.</param>
    /// <param name="current">The node of the present life; all lives share their counters.</param>
    public SessionMeter(IMeterFactory meters, Func<SessionNode> current)
    {
        _current = current;
        _meter = meters.Create(Name);
        var node = current();
        ShowSessions(node.Counters);
        ShowReplication(node.Counters);
        ShowTraffic(node.Counters.Traffic);
    }

    private void ShowSessions(SessionCounters counters)
    {
        _meter.CreateObservableUpDownCounter(
            "akka.sessions.active", () => _current().Board.Sessions.LiveCount, "{session}", "Live sessions held here");
        Count("created", () => counters.Created, "{session}", "Sessions created here");
        Count("expired", () => counters.Expired, "{session}", "Sessions ended here because they timed out");
        Count("invalidated", () => counters.Invalidated, "{session}", "Sessions invalidated here");
        Count("id_changes", () => counters.Moved, "{change}", "Changes of id made here");
        Count("rejected", () => counters.RejectedSessions, "{session}", "New sessions this node had no room for");
        Count("events.dropped", () => counters.DroppedEvents, "{event}", "Happenings of which no handler was told");
        Count("lookups.not_asked", () => _current().Board.Figures.LookupsNotAsked, "{lookup}", "Ids not looked for because too many were");
        Count("leases.refused", () => counters.RefusedLeases, "{lease}", "Exclusive uses of sessions asked for here and not granted");
        _meter.CreateObservableCounter(
            "akka.sessions.attributes.refused", () => RefusedAttributes(counters), "{attribute}", "Attributes refused by a limit");
    }

    private void ShowReplication(SessionCounters counters)
    {
        Count("messages.refused", () => counters.RefusedMessages, "{message}", "Received messages that cannot be read, or nobody may send");
        Count("gaps", () => counters.Gaps, "{gap}", "Batches that arrived before one that is missing");
        Count("repairs.asked", () => counters.RepairsAsked, "{request}", "Requests for missing batches sent");
        Count("repairs.served", () => counters.RepairsServed, "{request}", "Requests for missing batches received");
        Count("digests.compared", () => _current().Board.Figures.DigestsCompared, "{comparison}", "Comparisons with other members done");
        Count("digests.differing", () => _current().Board.Figures.DigestsDiffering, "{session}", "Sessions that differed in comparisons");
        Count("clock_skew", () => _current().Board.Figures.WritesFromTheFuture, "{write}", "Received writes too far in the future");
        Gauge("settings.differing", () => _current().Board.Standing.Differences.Count, "{setting}", "Settings that differ on another member");
        Gauge("retained", () => _current().Board.Figures.RetainedBytes, "By", "Received batches kept for members that lack them");
        Gauge("tombstones", () => _current().Board.Figures.Tombstones, "{tombstone}", "Ended sessions and removed attributes remembered");
        Gauge("transfer.complete", () => _current().Board.Standing.IsTransferred ? 1 : 0, "1", "1 when all sessions of the cluster are here");
        Gauge("transfer.shares", () => _current().Board.Standing.Transfer.SharesIn, "{share}", "Shares of all sessions that have arrived here");
        Gauge("transfer.pages", () => _current().Board.Standing.Transfer.Pages, "{page}", "Pages of sessions that have arrived here");
        _meter.CreateObservableGauge(
            "akka.sessions.peer.behind", () => Peers(peer => peer.Behind), "{batch}", "Batches of this member that the peer lacks");
        _meter.CreateObservableGauge(
            "akka.sessions.peer.ahead", () => Peers(peer => peer.Ahead), "{batch}", "Batches of the peer that are missing here");
    }

    private void ShowTraffic(Traffic traffic)
    {
        _meter.CreateObservableCounter(
            "akka.sessions.messages", () => Measure(traffic, c => c.Sent, c => c.Received), "{message}", "Messages sent and received");
        _meter.CreateObservableCounter(
            "akka.sessions.payload", () => Measure(traffic, c => c.BytesSent, c => c.BytesReceived), "By", "Payload sent and received");
    }

    private void Count(string name, Func<long> value, string unit, string description) =>
        _meter.CreateObservableCounter("akka.sessions." + name, value, unit, description);

    private void Gauge(string name, Func<long> value, string unit, string description) =>
        _meter.CreateObservableGauge("akka.sessions." + name, value, unit, description);

    private static IEnumerable<Measurement<long>> RefusedAttributes(SessionCounters counters) =>
        counters.RefusedAttributes.Select(refused => new Measurement<long>(refused.Value, Tag(LimitTag, refused.Key)));

    private IEnumerable<Measurement<long>> Peers(Func<Protocol.PeerFigures, long> value) =>
        _current().Board.Figures.Peers.Select(peer => new Measurement<long>(value(peer), Tag(PeerTag, peer.Member.Address)));

    private static IEnumerable<Measurement<long>> Measure(
        Traffic traffic, Func<TrafficCount, long> sent, Func<TrafficCount, long> received)
    {
        foreach (var count in traffic.Counts)
        {
            if (sent(count) is > 0 and var transmitted) yield return Measurement(count, transmitted, "transmit");
            if (received(count) is > 0 and var arrived) yield return Measurement(count, arrived, "receive");
        }
    }

    private static Measurement<long> Measurement(TrafficCount count, long value, string direction) => new(
        value, Tag(PeerTag, count.Peer?.Address ?? "all"), Tag(KindTag, count.Kind), Tag(DirectionTag, direction));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
