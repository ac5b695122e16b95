namespace Akka.Sessions.Replication;

/// <summary>One moment on both clocks of a node.</summary>
/// <param name="Now">The wall clock: may be wrong, and may jump. Only for what other members or people read.</param>
/// <param name="Uptime">Time since some moment in this process, which never jumps: what durations are measured with.</param>
internal readonly record struct Moment(DateTimeOffset Now, TimeSpan Uptime);
