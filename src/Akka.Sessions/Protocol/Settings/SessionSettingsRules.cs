using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>What the settings must keep to, alone and among each other.</summary>
internal static class SessionSettingsRules
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;
    private const int MaxContextLength = 64;

    // Timers and 32-bit millisecond counters end at 24 days; a year of idling is more than any cookie lives.
    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(1);
    private static readonly TimeSpan MaxLife = TimeSpan.FromDays(400);

    public static void Check(SessionSettings settings)
    {
        Require(IsName(settings.Context), "context", settings.Context, $"1 to {MaxContextLength} letters, digits, \"-\" or \"_\"");
        Between(settings.IdBits, SessionId.MinBits, SessionId.MaxBits, "id-bits");
        Require(settings.IdBits % 8 == 0, "id-bits", settings.IdBits, "a multiple of 8");
        Between(settings.IdleTimeout, TimeSpan.FromSeconds(1), MaxLife, "idle-timeout");
        if (settings.AbsoluteTimeout is { } absolute) Between(absolute, TimeSpan.FromSeconds(1), MaxLife, "absolute-timeout");
        Between(settings.CommitTimeout, TimeSpan.FromMilliseconds(10), MaxTimer, "commit-timeout");
        Between(settings.Limits.AttributeBytes, 1, WireLimits.ValueBytes, "max-attribute-size");
        Between(settings.Limits.SessionBytes, settings.Limits.AttributeBytes, 8 * MiB, "max-session-size");
        Between(settings.Limits.AttributeCount, 1, WireLimits.Attributes, "max-attributes");
        Between(settings.Limits.NameLength, 1, WireLimits.NameLength, "max-attribute-name-length");
        if (settings.MaxActiveSessions is { } sessions) Between(sessions, 1, int.MaxValue, "max-active-sessions");
        Between(settings.EventQueue, 1, 10_000_000, "event-queue");
        Between(settings.AccessInterval, TimeSpan.FromMilliseconds(10), MaxTimer, "access-interval");
        Between(settings.MaxClockSkew, TimeSpan.FromSeconds(1), MaxLife, "max-clock-skew");
        Between(settings.ExpiryInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1), "expiry-interval");
        Between(settings.ExpiryHold, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), "expiry-hold");
        Between(settings.MaxTombstones, 1000, int.MaxValue, "max-tombstones");
        Between(settings.DrainDelay, TimeSpan.Zero, TimeSpan.FromHours(1), "drain-delay");
        Between(settings.DrainTimeout, TimeSpan.Zero, TimeSpan.FromHours(1), "drain-timeout");
        Between(settings.Replication.BatchSize, 4 * KiB, 64 * KiB, "replication.batch-size");
        Between(settings.Replication.Retention, MiB, int.MaxValue, "replication.retention");
        Between(settings.Replication.AnnounceInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), "replication.announce-interval");
        Between(settings.Replication.RepairInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), "replication.repair-interval");
        if (settings.Replication.DigestInterval is { } digests)
            Between(digests, TimeSpan.FromMilliseconds(100), MaxTimer, "replication.digest-interval");
        Between(settings.Transfer.Shares, 1, 64, "transfer.shares");
        Between(settings.Transfer.PageSize, 4 * KiB, 64 * KiB, "transfer.page-size");
        Between(settings.Transfer.PageTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), "transfer.page-timeout");
        Between(settings.Lookup.Limits.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), "lookup.timeout");
        Between(settings.Lookup.Limits.Open, 1, 100_000, "lookup.max-concurrent");
        Between(settings.Lookup.Limits.PerSecond, 1, 1_000_000, "lookup.rate");
        Between(settings.Lookup.Limits.Burst, 1, 1_000_000, "lookup.burst");
        Between(settings.Lookup.TokenWait, TimeSpan.Zero, settings.Lookup.TokenTimeout, "lookup.token-wait");
        Between(settings.Lookup.TokenTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), "lookup.token-timeout");
        Between(settings.Exclusive.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), "exclusive.timeout");
        Between(settings.Exclusive.Waiting, 1, 10_000, "exclusive.max-waiting");
        Between(settings.Exclusive.Leases, 1, 100_000, "exclusive.max-leases");
        // A page is sent three times before it is given up.
        var longestWork = (settings.Transfer.PageTimeout * 3) + settings.Replication.RepairInterval;
        Between(settings.TombstoneRetention, longestWork, MaxLife, "tombstone-retention");
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxContextLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static void Between<T>(T value, T least, T most, string key)
        where T : IComparable<T> =>
        Require(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0, key, value, $"from {least} to {most}");

    private static void Require<T>(bool holds, string key, T value, string rule)
    {
        if (!holds) throw new SessionSettingsException($"{SessionSettings.Section}.{key} is {value}; it must be {rule}.");
    }
}
