namespace Akka.Sessions.Model;

/// <summary>
/// Notices members whose clocks run ahead. A stamp from the future is kept as it is (altering it would make members disagree); it only
/// drags the clock of its own session along, since every session has its own. So it is counted, and logged by the caller now and then.
/// </summary>
internal sealed class ClockSkew(TimeSpan max)
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _warned;

    /// <summary>Pieces seen that were ahead by more than the allowance.</summary>
    public long Count { get; private set; }

    /// <summary>Counts a received piece that is ahead by more than the allowance. How far, when it is time to say so: every piece may be.</summary>
    /// <param name="piece">As received.</param>
    /// <param name="wallNow">What this node takes for the time.</param>
    /// <param name="now">The time that only runs.</param>
    public TimeSpan? Observe(SessionState piece, DateTimeOffset wallNow, DateTimeOffset now)
    {
        var ahead = TimeSpan.FromMilliseconds(piece.HighestStamp.Milliseconds - wallNow.ToUnixTimeMilliseconds());
        if (ahead <= max) return null;
        Count++;
        if (now - _warned < BetweenWarnings) return null;
        _warned = now;
        return ahead;
    }
}
