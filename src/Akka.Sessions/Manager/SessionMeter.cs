using System.Diagnostics.Metrics;
using Akka.Sessions.Model;

namespace Akka.Sessions.Manager;

/// <summary>Shows what this node counts in the meter <c>Akka.Sessions</c>. Nothing is measured twice: the instruments read the
/// counters.</summary>
internal sealed class SessionMeter
{
    public const string Name = "Akka.Sessions";
    private const string LimitTag = "akka.sessions.limit";

    private readonly SessionCounters _counters;

    public SessionMeter(IMeterFactory meters, SessionNode node)
    {
        _counters = node.Counters;
        var meter = meters.Create(Name);
        meter.CreateObservableCounter(
            "akka.sessions.attributes.refused", RefusedAttributes, "{attribute}", "Attributes refused by a limit");
        meter.CreateObservableCounter(
            "akka.sessions.rejected", () => _counters.RejectedSessions, "{session}", "New sessions this node had no room for");
        meter.CreateObservableGauge(
            "akka.sessions.transfer.shares", () => node.Board.Standing.Transfer.SharesIn, "{share}", "Shares of all sessions that have arrived here");
    }

    private IEnumerable<Measurement<long>> RefusedAttributes() =>
        _counters.RefusedAttributes.Select(
            refused => new Measurement<long>(refused.Value, KeyValuePair.Create(LimitTag, (object?)refused.Key)));
}
