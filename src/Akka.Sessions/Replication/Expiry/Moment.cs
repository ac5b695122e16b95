namespace Akka.Sessions.Replication;

/// <summary>One moment on both clocks of a node.</summary>
/// <param name="Now">The wall clock: may be wrong, and may jump. Only for what other members or people read.</param>
/// <param name="Uptime">Time since some moment in this process, which never jumps: what durations are measured with.</param>
internal readonly record struct Moment(DateTimeOffset Now, TimeSpan Uptime)
{
    /// <summary>
    /// How much time has passed, and rather too much than too little: a machine that is suspended stops its uptime, and sets its wall clock
    /// when it goes on.
    /// </summary>
    public TimeSpan Since(Moment before)
    {
        var (byUptime, byWall) = (Uptime - before.Uptime, Now - before.Now);
        return byUptime > byWall ? byUptime : byWall;
    }
}
