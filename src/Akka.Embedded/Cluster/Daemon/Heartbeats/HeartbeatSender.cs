using System.Diagnostics;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Sends heartbeats to the members that this node watches, and feeds the failure detector with the answers.</summary>
internal sealed class HeartbeatSender : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster;
    private readonly WatchList _watched = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private long _sequence;
    private long _lastTick = Stopwatch.GetTimestamp();

    public HeartbeatSender(Cluster cluster)
    {
        _cluster = cluster;
        Receive<MembersToWatch>(OnMembers);
        Receive<HeartbeatTick>(_ => OnTick());
        Receive<HeartbeatRsp>(OnResponse);
        Receive<ExpectFirstResponse>(OnFirstResponseDue);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() =>
        Timers.StartPeriodicTimer(nameof(HeartbeatTick), new HeartbeatTick(), _cluster.Settings.HeartbeatInterval);

    private void OnMembers(MembersToWatch members)
    {
        var watchers = _cluster.Settings.MonitoredByNrOfMembers;
        var ring = new HeartbeatRing(_cluster.SelfUniqueAddress, members.All, members.Unreachable, watchers);
        foreach (var node in _watched.Change(ring.Watched, members.All, IsHeard)) _cluster.FailureDetector.Remove(node.Address);
    }

    private void OnTick()
    {
        WarnIfLate();
        _sequence++;
        foreach (var node in _watched.All)
        {
            if (!_cluster.FailureDetector.IsMonitoring(node.Address) && !Timers.IsTimerActive(node))
                Timers.StartSingleTimer(node, new ExpectFirstResponse(node), _cluster.Settings.HeartbeatExpectedResponseAfter);
            _cluster.RefOn(node.Address, HeartbeatReceiver.Name).Tell(new Heartbeat(_cluster.SelfUniqueAddress, _sequence), Self);
        }
    }

    private void OnResponse(HeartbeatRsp response)
    {
        if (!_watched.Contains(response.From)) return;
        _cluster.FailureDetector.Heartbeat(response.From.Address);
        if (_watched.Heard(response.From, IsHeard(response.From))) _cluster.FailureDetector.Remove(response.From.Address);
    }

    // A member that never answered once must become unreachable too, so the detector's clock is started for it.
    private void OnFirstResponseDue(ExpectFirstResponse due)
    {
        if (_watched.Contains(due.Node) && !_cluster.FailureDetector.IsMonitoring(due.Node.Address))
            _cluster.FailureDetector.Heartbeat(due.Node.Address);
    }

    private bool IsHeard(UniqueAddress node) => _cluster.FailureDetector.IsAvailable(node.Address);

    private void WarnIfLate()
    {
        var sinceLast = Stopwatch.GetElapsedTime(_lastTick);
        _lastTick = Stopwatch.GetTimestamp();
        if (sinceLast > _cluster.Settings.HeartbeatInterval * 2)
            _log.Warning(
                "Heartbeats were late: the last were sent {0} ms ago, expected every {1} ms. It got no CPU; others may take it for dead",
                (long)sinceLast.TotalMilliseconds, (long)_cluster.Settings.HeartbeatInterval.TotalMilliseconds);
    }

    private sealed record HeartbeatTick;

    private sealed record ExpectFirstResponse(UniqueAddress Node);
}

/// <summary>The members, of which the sender watches its part.</summary>
internal sealed record MembersToWatch(IReadOnlySet<UniqueAddress> All, IReadOnlySet<UniqueAddress> Unreachable);
