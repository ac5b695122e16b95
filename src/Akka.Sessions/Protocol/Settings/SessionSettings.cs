using Akka.Sessions.Model;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Protocol;

/// <summary>What HOCON section <c>akka.sessions</c> and the code say, read and checked once. <c>reference.conf</c> tells what each is for.</summary>
internal sealed record SessionSettings
{
    public const string Section = "akka.sessions";

    public required string Context { get; init; }
    public required string Role { get; init; }
    public required int IdBits { get; init; }
    public required TimeSpan IdleTimeout { get; init; }
    public required TimeSpan? AbsoluteTimeout { get; init; }
    public required CommitLevel CommitLevel { get; init; }
    public required TimeSpan CommitTimeout { get; init; }
    public required SessionLimits Limits { get; init; }
    public required int? MaxActiveSessions { get; init; }
    public required EventRaising Events { get; init; }
    public required int EventQueue { get; init; }
    public required TimeSpan AccessInterval { get; init; }
    public required TimeSpan MaxClockSkew { get; init; }
    public required TimeSpan ExpiryInterval { get; init; }
    public required TimeSpan ExpiryHold { get; init; }
    public required TimeSpan TombstoneRetention { get; init; }
    public required int MaxTombstones { get; init; }
    public required TimeSpan DrainDelay { get; init; }
    public required TimeSpan DrainTimeout { get; init; }
    public required bool StopHostWhenDowned { get; init; }
    public required ReplicationSettings Replication { get; init; }
    public required TransferSettings Transfer { get; init; }
    public required LookupSettings Lookup { get; init; }
    public required LeaseLimits Exclusive { get; init; }
}

/// <summary>Where an event is raised.</summary>
internal enum EventRaising
{
    /// <summary>On the member where it happened.</summary>
    Once,

    /// <summary>On every member that hears of it in a batch.</summary>
    Everywhere,
}

/// <summary>Section <c>akka.sessions.replication</c>.</summary>
internal sealed record ReplicationSettings(
    int BatchSize, int Retention, TimeSpan AnnounceInterval, TimeSpan RepairInterval, TimeSpan? DigestInterval);

/// <summary>Section <c>akka.sessions.transfer</c>.</summary>
internal sealed record TransferSettings(int Shares, int PageSize, TimeSpan PageTimeout);

/// <summary>Section <c>akka.sessions.lookup</c>.</summary>
internal sealed record LookupSettings(LookupLimits Limits, TimeSpan TokenWait, TimeSpan TokenTimeout);
