using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster.SBR;

/// <summary>Waits until a cut has stood still, then lets the strategy decide. Only the leader of this side acts.</summary>
internal sealed class SplitBrainResolverActor : ReceiveActor, IWithTimers
{
    private readonly SplitBrainResolverSettings _settings;
    private readonly Cluster _cluster;
    private readonly StabilityClock _clock;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private MembershipState? _state;

    public SplitBrainResolverActor(SplitBrainResolverSettings settings, Cluster cluster)
    {
        _settings = settings;
        _cluster = cluster;
        _clock = new StabilityClock(settings.DowningStableAfter, settings.DownAllWhenUnstable);
        Receive<MembershipChanged>(OnChange);
        Receive<Tick>(_ => OnTick());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    protected override void PreStart()
    {
        _cluster.SubscribeToChanges(Self);
        var interval = TimeSpan.FromMilliseconds(Math.Clamp(_settings.DowningStableAfter.TotalMilliseconds / 10, 20, 1000));
        Timers.StartPeriodicTimer(nameof(Tick), new Tick(), interval);
    }

    private void OnChange(MembershipChanged change)
    {
        _state = change.State;
        // Who only begins to join changes nothing about who is cut off.
        if (change.Events.Any(e => e is IReachabilityEvent or (IMemberEvent and not (MemberJoined or MemberWeaklyUp))))
            _clock.Changed(Elapsed, anyUnreachable: !_state.Unreachable.IsEmpty);
    }

    private void OnTick()
    {
        if (_state is not { IsLeader: true } state || state.Unreachable.IsEmpty) return;
        var now = Elapsed;
        if (_clock.IsRestlessForTooLong(now))
            Down([.. state.Gossip.Members.Keys], state, "reachability has been changing for too long, see down-all-when-unstable");
        else if (_clock.IsStable(now))
            Down(_settings.Strategy.WhomToDown(state), state, $"strategy {_settings.DowningStrategy}");
    }

    private void Down(IReadOnlyCollection<UniqueAddress> nodes, MembershipState state, string why)
    {
        var left = nodes.Where(node => state.Gossip.Members[node].Status != MemberStatus.Down).ToList();
        if (left.Count == 0) return;
        _log.Warning("Split brain resolver downs [{0}]: {1}", string.Join(", ", left.Select(node => node.Address)), why);
        // This node last: once it is down itself it has no say.
        foreach (var node in left.OrderBy(node => node == _cluster.SelfUniqueAddress)) _cluster.Down(node.Address);
        _clock.Changed(Elapsed, anyUnreachable: true);
    }

    private sealed record Tick;
}
