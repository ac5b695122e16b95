using Akka.Sessions.Messages;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>Whether what is published here reaches everyone, and the other way round: the registry of Pub/Sub lags behind membership.</summary>
internal sealed partial class ManagerProtocol
{
    private readonly LinkProbe _probe;
    private bool _isSubscribed;
    private bool _wasLinked;

    private void OnSubscribed()
    {
        _isSubscribed = true;
        PublishStanding();
    }

    private void Probe()
    {
        if (_probe.Due(_view) is { } probe) _port.Publish(probe);
    }

    private void OnProbe(Probe probe)
    {
        if (!IsMet(probe.Member)) return;
        Send(probe.Member, _probe.Answer(probe));
        if (_probe.OnProbe(probe)) _port.Publish(_probe.Own);
        PublishStanding();
    }

    private void OnProbeAck(ProbeAck ack)
    {
        _probe.OnAck(ack);
        PublishStanding();
    }
}
