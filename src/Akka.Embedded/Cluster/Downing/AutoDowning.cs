using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>
/// The leader downs whoever was unreachable for <c>akka.cluster.auto-down-unreachable-after</c>. In a split both sides go on, apart.
/// </summary>
public sealed class AutoDowning : IDowningProvider
{
    private readonly Cluster _cluster;
    private readonly TimeSpan _after;

    public AutoDowning(ActorSystem system, Cluster cluster)
    {
        _cluster = cluster;
        _after = cluster.Settings.AutoDownUnreachableAfter ?? throw new ConfigurationException(
            $"The downing provider AutoDowning of '{system.Name}' needs akka.cluster.auto-down-unreachable-after, a duration");
    }

    public TimeSpan DownRemovalMargin => _after;

    public Props DowningActorProps => Props.Create(() => new AutoDowningActor(_cluster, _after));
}

/// <summary>
/// Counts the time for each unreachable member. Whoever leads when it is over acts, also one that has just become leader.
/// </summary>
internal sealed class AutoDowningActor : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster;
    private readonly TimeSpan _after;
    private readonly HashSet<UniqueAddress> _overdue = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private MembershipState? _state;

    public AutoDowningActor(Cluster cluster, TimeSpan after)
    {
        _cluster = cluster;
        _after = after;
        Receive<MembershipChanged>(OnChange);
        Receive<WaitedEnough>(OnWaitedEnough);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => _cluster.SubscribeToChanges(Self);

    private void OnChange(MembershipChanged change)
    {
        var before = _state?.Unreachable ?? [];
        _state = change.State;
        foreach (var back in before.Except(_state.Unreachable))
        {
            Timers.Cancel(back);
            _overdue.Remove(back);
        }
        foreach (var silent in _state.Unreachable.Except(before)) Timers.StartSingleTimer(silent, new WaitedEnough(silent), _after);
        DownOverdue();
    }

    private void OnWaitedEnough(WaitedEnough waited)
    {
        _overdue.Add(waited.Node);
        DownOverdue();
    }

    private void DownOverdue()
    {
        if (_state is not { IsLeader: true }) return;
        foreach (var node in _overdue)
        {
            _log.Info("Leader is auto-downing unreachable node [{0}]", node.Address);
            _cluster.Down(node.Address);
        }
        _overdue.Clear();
    }

    private sealed record WaitedEnough(UniqueAddress Node);
}
