namespace Akka.Remote;

/// <summary>Available as long as the last heartbeat is no older than one interval and the acceptable pause.</summary>
public class DeadlineFailureDetector : FailureDetector
{
    private const long Never = long.MinValue;

    private readonly Clock _clock;
    private readonly long _deadline;
    private long _lastHeartbeat = Never;

    public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, TimeSpan heartbeatInterval, Clock clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(acceptableHeartbeatPause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(heartbeatInterval, TimeSpan.Zero);
        _clock = clock ?? DefaultClock;
        _deadline = (long)(acceptableHeartbeatPause + heartbeatInterval).TotalMilliseconds;
    }

    public override bool IsAvailable => Volatile.Read(ref _lastHeartbeat) is var last && (last == Never || _clock() - last < _deadline);

    public override bool IsMonitoring => Volatile.Read(ref _lastHeartbeat) != Never;

    public override void HeartBeat() => Volatile.Write(ref _lastHeartbeat, _clock());
}
