using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>Reads both clocks of a node.</summary>
internal static class Moments
{
    public static Moment GetMoment(this TimeProvider clock) => new(clock.GetUtcNow(), clock.GetUptime());

    /// <summary>Counts from some moment before this process began, and is not moved by whoever sets the clock.</summary>
    public static TimeSpan GetUptime(this TimeProvider clock) => clock.GetElapsedTime(0);
}
