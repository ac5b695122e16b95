namespace Akka.Sessions.Model;

/// <summary>
/// Notices members whose clocks run ahead. A stamp from the future is kept as it is (altering it would make members disagree); it only
/// drags the clock of its own session along, since every session has its own. So it is counted, and logged by the caller.
/// </summary>
internal sealed class ClockSkew(TimeSpan max)
{
    /// <summary>Pieces seen that were ahead by more than the allowance.</summary>
    public long Count { get; private set; }

    /// <summary>How far ahead a received piece is, when that is more than the allowance; counts it.</summary>
    public TimeSpan? Observe(SessionState piece, DateTimeOffset now)
    {
        var ahead = TimeSpan.FromMilliseconds(piece.HighestStamp.Milliseconds - now.ToUnixTimeMilliseconds());
        if (ahead <= max) return null;
        Count++;
        return ahead;
    }
}
