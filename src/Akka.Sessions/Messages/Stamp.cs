namespace Akka.Sessions.Messages;

/// <summary>
/// Which of two writes stays: the later one. A hybrid logical clock in one number, 48 bits of Unix milliseconds above a 16-bit counter, so
/// that the counter overflows into the milliseconds; of equal times the higher writer wins. A stamp that was received is never altered.
/// </summary>
/// <param name="Time">Milliseconds since 1970 shifted left by 16, plus the counter; 0 means never written.</param>
/// <param name="Writer">The incarnation of the member that wrote: the short name of a member within a cluster.</param>
internal readonly record struct Stamp(ulong Time, int Writer) : IComparable<Stamp>
{
    /// <summary>The highest time that anyone may write, the year 9999.</summary>
    public const ulong MaxTime = 253_402_300_799_999UL << CounterBits;

    private const int CounterBits = 16;

    /// <summary>False for a register that nobody has written.</summary>
    public bool IsSet => Time != 0;

    /// <summary>The wall-clock part.</summary>
    public long Milliseconds => (long)(Time >> CounterBits);

    /// <summary>
    /// The stamp of a write at <paramref name="now"/> by one who has seen <paramref name="highest"/>: never below the clock, always above what
    /// its writer saw, unless that was <see cref="MaxTime"/>, as only a forger writes.
    /// </summary>
    public static Stamp Next(DateTimeOffset now, Stamp highest, int writer)
    {
        var clock = (ulong)Math.Max(1, now.ToUnixTimeMilliseconds()) << CounterBits;
        // At the end of time a write may lose, on every member alike; what is beyond it nobody would read.
        return new(Math.Max(clock, Math.Min(highest.Time + 1, MaxTime)), writer);
    }

    /// <summary>The later of the two.</summary>
    public static Stamp Max(Stamp a, Stamp b) => a.CompareTo(b) >= 0 ? a : b;

    /// <inheritdoc/>
    public int CompareTo(Stamp other)
    {
        var byTime = Time.CompareTo(other.Time);
        return byTime != 0 ? byTime : Writer.CompareTo(other.Writer);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Milliseconds}.{Time & 0xFFFF}@{(uint)Writer:x8}";
}
