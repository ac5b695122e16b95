namespace Akka.Sessions.Protocol;

/// <summary>When a session is over by time alone.</summary>
internal static class SessionTimes
{
    /// <summary>
    /// The moment at which it may be ended: idle for its timeout and for one access interval more, so that no access still under way is missed,
    /// or at its absolute end.
    /// </summary>
    public static DateTimeOffset DueAt(SessionHandle handle, SessionSettings settings)
    {
        var state = handle.State;
        var due = After(handle.LastAccessed, (state.IdleTimeout?.Value ?? settings.IdleTimeout, settings.AccessInterval));
        if (state.Created is not { } created || state.AbsoluteTimeout is not { } absolute) return due;
        var end = After(created, (absolute.Value, TimeSpan.Zero));
        return end < due ? end : due;
    }

    public static bool IsDue(SessionHandle handle, SessionSettings settings, DateTimeOffset now) => DueAt(handle, settings) <= now;

    // Timeouts come from the wire too: one beyond the calendar, or infinite, is never.
    private static DateTimeOffset After(DateTimeOffset time, (TimeSpan Timeout, TimeSpan Grace) span) =>
        span.Timeout < TimeSpan.Zero || span.Timeout >= DateTimeOffset.MaxValue - time - span.Grace
            ? DateTimeOffset.MaxValue
            : time + span.Timeout + span.Grace;
}
