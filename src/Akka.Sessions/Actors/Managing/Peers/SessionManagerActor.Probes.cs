using Akka.Sessions.Messages;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Actors;

/// <summary>Whether what is published here reaches everyone, and the other way round: the registry of Pub/Sub lags behind membership.</summary>
internal sealed partial class SessionManagerActor
{
    private readonly LinkProbe _probe;
    private bool _isSubscribed;
    private bool _wasLinked;

    private void ReceiveProbes()
    {
        Receive<Probe>(OnProbe);
        Receive<ProbeAck>(OnProbeAck);
    }

    private void OnSubscribed()
    {
        _isSubscribed = true;
        PublishStanding();
    }

    private void Probe()
    {
        if (_probe.Due(_view) is { } probe) _courier.Publish(probe, Self);
    }

    private void OnProbe(Probe probe)
    {
        if (!IsMet(probe.Member)) return;
        Send(probe.Member, _probe.Answer(probe));
        if (_probe.OnProbe(probe)) _courier.Publish(_probe.Own, Self);
        PublishStanding();
    }

    private void OnProbeAck(ProbeAck ack)
    {
        _probe.OnAck(ack);
        PublishStanding();
    }
}
