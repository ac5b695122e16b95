using Akka.Configuration;
using Akka.Sessions.Model;

namespace Akka.Sessions.Actors;

/// <summary>What HOCON section <c>akka.sessions</c> and the code say, read and checked once. <c>reference.conf</c> tells what each is for.</summary>
internal sealed record SessionSettings
{
    public const string Section = "akka.sessions";

    public required string Context { get; init; }
    public required string Role { get; init; }
    public required TimeSpan IdleTimeout { get; init; }
    public required TimeSpan? AbsoluteTimeout { get; init; }
    public required CommitLevel CommitLevel { get; init; }
    public required TimeSpan CommitTimeout { get; init; }
    public required SessionLimits Limits { get; init; }
    public required int? MaxActiveSessions { get; init; }
    public required TimeSpan AccessInterval { get; init; }
    public required TimeSpan MaxClockSkew { get; init; }
    public required TimeSpan ExpiryInterval { get; init; }
    public required TimeSpan TombstoneRetention { get; init; }
    public required int MaxTombstones { get; init; }
    public required TimeSpan DrainDelay { get; init; }
    public required TimeSpan DrainTimeout { get; init; }
    public required ReplicationSettings Replication { get; init; }
    public required TransferSettings Transfer { get; init; }
    public required LookupSettings Lookup { get; init; }

    /// <summary>Reads the section with what the application set in code on top.</summary>
    /// <param name="config">A configuration that holds the whole section, defaults included.</param>
    /// <param name="options">What the application set in code.</param>
    /// <exception cref="SessionSettingsException">A key is missing or its value is refused.</exception>
    public static SessionSettings Read(Config config, SessionsOptions options)
    {
        var section = new SettingsReader(config, Section);
        var settings = new SessionSettings
        {
            Context = options.ContextName ?? section.Text("context"),
            Role = section.Text("role"),
            IdleTimeout = options.IdleTimeout ?? section.Duration("idle-timeout"),
            AbsoluteTimeout = section.DurationOrOff("absolute-timeout"),
            CommitLevel = options.CommitLevel ?? section.Choice<CommitLevel>("commit-level"),
            CommitTimeout = options.CommitTimeout ?? section.Duration("commit-timeout"),
            Limits = new SessionLimits
            {
                AttributeBytes = section.Size("max-attribute-size"),
                SessionBytes = section.Size("max-session-size"),
                AttributeCount = section.Count("max-attributes"),
                NameLength = section.Count("max-attribute-name-length"),
            },
            MaxActiveSessions = section.CountOrOff("max-active-sessions"),
            AccessInterval = section.Duration("access-interval"),
            MaxClockSkew = section.Duration("max-clock-skew"),
            ExpiryInterval = section.Duration("expiry-interval"),
            TombstoneRetention = section.Duration("tombstone-retention"),
            MaxTombstones = section.Count("max-tombstones"),
            DrainDelay = options.DrainDelay ?? section.Duration("drain-delay"),
            DrainTimeout = section.Duration("drain-timeout"),
            Replication = ReplicationSettings.Read(config),
            Transfer = TransferSettings.Read(config),
            Lookup = LookupSettings.Read(config),
        };
        SessionSettingsRules.Check(settings);
        return settings;
    }
}

/// <summary>Section <c>akka.sessions.replication</c>.</summary>
internal sealed record ReplicationSettings(int BatchSize, int Retention, TimeSpan AnnounceInterval, TimeSpan RepairInterval)
{
    public static ReplicationSettings Read(Config config)
    {
        var section = new SettingsReader(config, SessionSettings.Section + ".replication");
        return new(section.Size("batch-size"), section.Size("retention"), section.Duration("announce-interval"), section.Duration("repair-interval"));
    }
}

/// <summary>Section <c>akka.sessions.transfer</c>.</summary>
internal sealed record TransferSettings(int PageSize, TimeSpan PageTimeout)
{
    public static TransferSettings Read(Config config)
    {
        var section = new SettingsReader(config, SessionSettings.Section + ".transfer");
        return new(section.Size("page-size"), section.Duration("page-timeout"));
    }
}

/// <summary>Section <c>akka.sessions.lookup</c>.</summary>
internal sealed record LookupSettings(TimeSpan Timeout, int MaxConcurrent, TimeSpan TokenWait, TimeSpan TokenTimeout)
{
    public static LookupSettings Read(Config config)
    {
        var section = new SettingsReader(config, SessionSettings.Section + ".lookup");
        return new(section.Duration("timeout"), section.Count("max-concurrent"), section.Duration("token-wait"), section.Duration("token-timeout"));
    }
}
