namespace Akka.Remote;

/// <summary>Lets one log line of a kind through a second, and counts the others.</summary>
internal sealed class LogLimiter
{
    private const long Pause = 1000;

    private long _next = long.MinValue;
    private int _held;

    /// <summary>True when a line may be written; <paramref name="held"/> is how many were not since the last one.</summary>
    public bool TryTake(out int held)
    {
        held = 0;
        var now = Environment.TickCount64;
        var next = Volatile.Read(ref _next);
        if (now < next || Interlocked.CompareExchange(ref _next, now + Pause, next) != next)
        {
            Interlocked.Increment(ref _held);
            return false;
        }
        held = Interlocked.Exchange(ref _held, 0);
        return true;
    }
}
