namespace Akka.Sessions.Replication;

/// <summary>Lets so much happen a second, and a burst of it at once. A clock that is set back adds nothing.</summary>
internal sealed class TokenBucket(double perSecond, int burst)
{
    private double _left = burst;
    private DateTimeOffset? _filledAt;

    /// <summary>Whether one more may happen now; it counts.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        if (_filledAt is { } at && now > at) _left = Math.Min(burst, _left + (perSecond * (now - at).TotalSeconds));
        _filledAt = now;
        if (_left < 1) return false;
        _left--;
        return true;
    }
}
