namespace Akka.Sessions.InProcess.Tests.Cluster;

/// <summary>The system's time, moved forward by a test that does not want to wait. Timers run as ever.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _wall;
    private long _passed;

    /// <summary>Someone sets the clock: no time has passed.</summary>
    public void Shift(TimeSpan by) => Interlocked.Add(ref _wall, by.Ticks);

    /// <summary>So much time passes.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _wall) + Interlocked.Read(ref _passed));

    public override long GetTimestamp() => System.GetTimestamp() + (Interlocked.Read(ref _passed) * (TimestampFrequency / TimeSpan.TicksPerSecond));
}
