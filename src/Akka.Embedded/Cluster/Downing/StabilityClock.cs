namespace Akka.Cluster.SBR;

/// <summary>
/// Says when a cut has stood still for long enough to decide, and when it has been restless for too long to go on waiting.
/// Times are arguments, counted from any fixed point.
/// </summary>
internal sealed class StabilityClock(TimeSpan stableAfter, TimeSpan downAllWhenUnstable)
{
    private TimeSpan? _stableAt;
    private TimeSpan? _restlessSince;

    /// <summary>Reachability or membership changed. Waiting begins anew.</summary>
    public void Changed(TimeSpan now, bool anyUnreachable)
    {
        if (!anyUnreachable)
        {
            _stableAt = _restlessSince = null;
            return;
        }
        _restlessSince ??= now;
        _stableAt = now + stableAfter;
    }

    public bool IsStable(TimeSpan now) => _stableAt is { } at && now >= at;

    public bool IsRestlessForTooLong(TimeSpan now) =>
        downAllWhenUnstable > TimeSpan.Zero && !IsStable(now)
        && _restlessSince is { } since && now - since >= stableAfter + downAllWhenUnstable;
}
