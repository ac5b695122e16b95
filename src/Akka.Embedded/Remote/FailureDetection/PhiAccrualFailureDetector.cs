using Akka.Configuration;

namespace Akka.Remote;

/// <summary>
/// The phi accrual detector of Hayashibara et al.: instead of yes or no it computes phi, a suspicion that grows with the silence and is
/// measured against the intervals seen so far. Phi 8 is a chance of one in 10^8 that the next heartbeat is merely late.
/// </summary>
public class PhiAccrualFailureDetector : FailureDetector
{
    private readonly Lock _lock = new();
    private readonly HeartbeatIntervals _intervals;
    private readonly double _threshold;
    private readonly double _minStdDeviation;
    private readonly long _acceptablePause;
    private readonly Clock _clock;
    private long? _lastHeartbeat;

    public PhiAccrualFailureDetector(
        double threshold, int maxSampleSize, TimeSpan minStdDeviation, TimeSpan acceptableHeartbeatPause,
        TimeSpan firstHeartbeatEstimate, Clock clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxSampleSize);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(minStdDeviation, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(acceptableHeartbeatPause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstHeartbeatEstimate, TimeSpan.Zero);
        _threshold = threshold;
        _minStdDeviation = minStdDeviation.TotalMilliseconds;
        _acceptablePause = (long)acceptableHeartbeatPause.TotalMilliseconds;
        _clock = clock ?? DefaultClock;
        _intervals = new HeartbeatIntervals(maxSampleSize);
        // Nothing is known yet: assume the configured interval, give or take a quarter.
        var estimate = firstHeartbeatEstimate.TotalMilliseconds;
        _intervals.Add((long)(estimate - estimate / 4));
        _intervals.Add((long)(estimate + estimate / 4));
    }

    public override bool IsAvailable => Phi < _threshold;

    public override bool IsMonitoring
    {
        get
        {
            lock (_lock) return _lastHeartbeat is not null;
        }
    }

    /// <summary>The suspicion now; 0 before the first heartbeat.</summary>
    internal double Phi
    {
        get
        {
            lock (_lock) return _lastHeartbeat is { } last ? PhiOf(_clock() - last) : 0;
        }
    }

    public override void HeartBeat()
    {
        lock (_lock)
        {
            var now = _clock();
            // The silence of a failure is no sample of how often heartbeats come.
            if (_lastHeartbeat is { } last && PhiOf(now - last) < _threshold) _intervals.Add(now - last);
            _lastHeartbeat = now;
        }
    }

    /// <summary>Reads the keys of <c>akka.cluster.failure-detector</c> or <c>akka.remote.watch-failure-detector</c>.</summary>
    /// <exception cref="ConfigurationException">One of them is not what it must be.</exception>
    internal static PhiAccrualFailureDetector FromConfig(Config config, Clock clock = null)
    {
        try
        {
            return new PhiAccrualFailureDetector(
                config.GetDouble("threshold"),
                config.GetInt("max-sample-size"),
                config.GetTimeSpan("min-std-deviation", allowInfinite: false),
                config.GetTimeSpan("acceptable-heartbeat-pause", allowInfinite: false),
                config.GetTimeSpan("heartbeat-interval", allowInfinite: false),
                clock);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ConfigurationException(
                $"A failure detector cannot work with these settings: {e.Message} They are:\n{config.ToString(includeFallback: true)}", e);
        }
    }

    // -log10 of the tail of a normal distribution, by the logistic approximation of its cumulative function.
    private double PhiOf(long silence)
    {
        var mean = _intervals.Mean + _acceptablePause;
        var y = (silence - mean) / Math.Max(_intervals.StdDeviation, _minStdDeviation);
        var e = Math.Exp(-y * (1.5976 + 0.070566 * y * y));
        return silence > mean ? -Math.Log10(e / (1 + e)) : -Math.Log10(1 - 1 / (1 + e));
    }
}
