namespace Akka.Sessions.Protocol;

/// <summary>
/// A time that only runs: the wall clock as it was at the start, and what has passed since by the monotonic clock. For all that waits, retries or
/// retains; a wall clock that is set back would stop them, one that jumps ahead would end them. Stamps take the wall clock.
/// </summary>
internal sealed class SteadyClock(TimeProvider clock)
{
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _startedAt = clock.GetTimestamp();

    public DateTimeOffset Now => _start + clock.GetElapsedTime(_startedAt);
}
