namespace Akka.Sessions.Simulation.World;

/// <summary>What one machine takes for the time: its wall clock is wrong by some amount, and jumps; its monotonic clock only runs.</summary>
internal sealed class MemberClock(VirtualTime time) : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the wall clock is ahead of the truth.</summary>
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Begin + time.Now + Skew;

    public override long GetTimestamp() => time.Now.Ticks;
}
