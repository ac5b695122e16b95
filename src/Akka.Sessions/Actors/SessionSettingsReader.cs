using Akka.Configuration;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Actors;

/// <summary>Reads the settings from HOCON. <c>reference.conf</c> tells what each key is for.</summary>
internal static class SessionSettingsReader
{
    /// <summary>Reads the section with what the application set in code on top.</summary>
    /// <param name="config">A configuration that holds the whole section, defaults included.</param>
    /// <param name="options">What the application set in code.</param>
    /// <exception cref="SessionSettingsException">A key is missing or its value is refused.</exception>
    public static SessionSettings Read(Config config, SessionsOptions options)
    {
        var section = new SettingsReader(config, SessionSettings.Section);
        var settings = new SessionSettings
        {
            Context = options.ContextName ?? section.Text("context"),
            Role = section.Text("role"),
            IdBits = options.IdBits ?? section.Count("id-bits"),
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
                NameFilter = section.PatternOrOff("attribute-name-filter"),
            },
            MaxActiveSessions = section.CountOrOff("max-active-sessions"),
            Events = section.Choice<EventRaising>("events"),
            EventQueue = section.Count("event-queue"),
            AccessInterval = section.Duration("access-interval"),
            MaxClockSkew = section.Duration("max-clock-skew"),
            ExpiryInterval = section.Duration("expiry-interval"),
            ExpiryHold = section.Duration("expiry-hold"),
            TombstoneRetention = section.Duration("tombstone-retention"),
            MaxTombstones = section.Count("max-tombstones"),
            DrainDelay = options.DrainDelay ?? section.Duration("drain-delay"),
            DrainTimeout = section.Duration("drain-timeout"),
            StopHostWhenDowned = options.StopHostWhenDowned ?? section.Flag("stop-host-when-downed"),
            Replication = Replication(config),
            Transfer = Transfer(config),
            Lookup = Lookup(config),
            Exclusive = Exclusive(config),
        };
        SessionSettingsRules.Check(settings);
        return settings;
    }

    private static ReplicationSettings Replication(Config config)
    {
        var section = new SettingsReader(config, SessionSettings.Section + ".replication");
        return new(
            section.Size("batch-size"),
            section.Size("retention"),
            section.Duration("announce-interval"),
            section.Duration("repair-interval"),
            section.DurationOrOff("digest-interval"));
    }

    private static TransferSettings Transfer(Config config)
    {
        var section = new SettingsReader(config, SessionSettings.Section + ".transfer");
        return new(section.Count("shares"), section.Size("page-size"), section.Duration("page-timeout"));
    }

    private static LookupSettings Lookup(Config config)
    {
        var section = new SettingsReader(config, SessionSettings.Section + ".lookup");
        var limits = new LookupLimits
        {
            Timeout = section.Duration("timeout"),
            Open = section.Count("max-concurrent"),
            PerSecond = section.Count("rate"),
            Burst = section.Count("burst"),
        };
        return new(limits, section.Duration("token-wait"), section.Duration("token-timeout"));
    }

    private static LeaseLimits Exclusive(Config config)
    {
        var section = new SettingsReader(config, SessionSettings.Section + ".exclusive");
        return new()
        {
            Timeout = section.Duration("timeout"),
            Waiting = section.Count("max-waiting"),
            Leases = section.Count("max-leases"),
        };
    }
}
