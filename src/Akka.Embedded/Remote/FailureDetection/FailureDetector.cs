namespace Akka.Remote;

/// <summary>Milliseconds on a clock that never goes back; where it starts means nothing.</summary>
public delegate long Clock();

/// <summary>Tells from the heartbeats of one resource whether it is still there. Safe to use from several threads.</summary>
public abstract class FailureDetector
{
#pragma warning disable CA2211, MA0069 // Akka.NET has a field here.
    public static Clock DefaultClock = () => Environment.TickCount64;
#pragma warning restore CA2211, MA0069

    public abstract bool IsAvailable { get; }

    /// <summary>True once the first heartbeat has come.</summary>
    public abstract bool IsMonitoring { get; }

    public abstract void HeartBeat();
}
