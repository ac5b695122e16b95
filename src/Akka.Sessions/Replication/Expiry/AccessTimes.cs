namespace Akka.Sessions.Replication;

/// <summary>
/// What this member knows of the accesses to one session. The time of an access is a number that only grows, for members to compare what they
/// have heard of; how long ago it was, each measures for itself since it heard of it. Any thread notes; nothing is ever taken back. A field of
/// its owner: never copy it.
/// </summary>
internal struct AccessTimes
{
    // Keeps what was learned of before this process began above zero, which means never.
    private const long Origin = 1L << 60;

    // A forger may have accessed it at the last millisecond that there is.
    private static readonly long EndOfTime = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private long _latest;
    private long _learned;
    private long _touched;
    private int _isUntold;

    /// <summary>An access on this member.</summary>
    /// <param name="known">What the session's state says of its last access.</param>
    /// <param name="moment">Now.</param>
    /// <param name="isNews">True for the first that the others have not been told of.</param>
    /// <returns>The time to tell the others.</returns>
    public DateTimeOffset Touch(DateTimeOffset? known, Moment moment, out bool isNews)
    {
        isNews = Volatile.Read(ref _isUntold) == 0 && Interlocked.Exchange(ref _isUntold, 1) == 0;
        Raise(ref _latest, known?.ToUnixTimeMilliseconds() ?? 0);
        var at = moment.Now.ToUnixTimeMilliseconds();
        // Above all that is known, though this clock be behind. Once for each telling: else a session in heavy use would run ahead of all clocks.
        if (isNews) at = Math.Max(at, Math.Min(Volatile.Read(ref _latest) + 1, EndOfTime));
        at = Raise(ref _latest, at);
        Raise(ref _touched, moment.Uptime.Ticks + Origin);
        Raise(ref _learned, moment.Uptime.Ticks + Origin);
        return DateTimeOffset.FromUnixTimeMilliseconds(at);
    }

    /// <summary>An access that another member told of.</summary>
    /// <param name="at">Its time, if it has one.</param>
    /// <param name="idleFor">How long ago it was when it was told.</param>
    /// <param name="uptime">Now.</param>
    public void Note(DateTimeOffset? at, TimeSpan idleFor, TimeSpan uptime)
    {
        Raise(ref _latest, at?.ToUnixTimeMilliseconds() ?? 0);
        // Though its time be no later than another's: of two members with different clocks the slow one is used as well.
        Raise(ref _learned, uptime.Ticks - idleFor.Ticks + Origin);
    }

    /// <summary>Whether anything was noted yet.</summary>
    public bool IsKnown => Volatile.Read(ref _learned) != 0;

    /// <summary>The latest access, that of the state included; <see langword="null"/> when none is known.</summary>
    public DateTimeOffset? Latest(DateTimeOffset? known)
    {
        var latest = Math.Max(Volatile.Read(ref _latest), known?.ToUnixTimeMilliseconds() ?? 0);
        return latest == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(latest);
    }

    /// <summary>The access to tell the others of now; <see langword="null"/> when the state has told them. Later ones are untold again.</summary>
    public DateTimeOffset? Take(DateTimeOffset? known)
    {
        // Cleared first: an access in between is told twice rather than never.
        Volatile.Write(ref _isUntold, 0);
        return Latest(known) is { } latest && !(latest <= known) ? latest : null;
    }

    /// <summary>How long the session has been idle, as far as is known here. Nothing known is not idle.</summary>
    public TimeSpan IdleFor(TimeSpan uptime) => IsKnown ? Since(Volatile.Read(ref _learned), uptime) : TimeSpan.Zero;

    /// <summary>How long it is since the last access on this member.</summary>
    public TimeSpan SinceTouched(TimeSpan uptime) =>
        Volatile.Read(ref _touched) is var touched and not 0 ? Since(touched, uptime) : SessionAge.Never;

    private static TimeSpan Since(long ticks, TimeSpan uptime) => TimeSpan.FromTicks(Math.Max(0, uptime.Ticks + Origin - ticks));

    private static long Raise(ref long to, long value)
    {
        for (var seen = Volatile.Read(ref to); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref to, value, seen);
            if (before == seen) return value;
            seen = before;
        }

        return Volatile.Read(ref to);
    }
}
