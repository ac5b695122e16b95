using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>The section <c>akka.cluster</c>, read once. What each key does stands in <c>cluster.reference.conf</c>.</summary>
public sealed class ClusterSettings
{
    public ClusterSettings(Config config, string systemName)
    {
        var cluster = config.GetConfig("akka.cluster");
        SeedNodes = cluster.GetStringList("seed-nodes", []).Select(seed => ParseSeed(seed, systemName)).ToImmutableList();
        SeedNodeTimeout = cluster.GetTimeSpan("seed-node-timeout");
        RetryUnsuccessfulJoinAfter = Optional(cluster, "retry-unsuccessful-join-after");
        ShutdownAfterUnsuccessfulJoinSeedNodes = Optional(cluster, "shutdown-after-unsuccessful-join-seed-nodes");
        Roles = [.. cluster.GetStringList("roles", [])];
        AppVersion = AppVersion.Create(cluster.GetString("app-version"));
        MinNrOfMembers = cluster.GetInt("min-nr-of-members");
        MinNrOfMembersOfRole = ReadMinimumOfRoles(cluster.GetConfig("role"));
        AllowWeaklyUpMembers = !IsOff(cluster, "allow-weakly-up-members");
        WeaklyUpAfter = cluster.GetTimeSpan("weakly-up-after");
        PeriodicTasksInitialDelay = cluster.GetTimeSpan("periodic-tasks-initial-delay");
        GossipInterval = cluster.GetTimeSpan("gossip-interval");
        GossipDifferentViewProbability = cluster.GetDouble("gossip-different-view-probability");
        ReduceGossipDifferentViewProbability = cluster.GetInt("reduce-gossip-different-view-probability");
        LeaderActionsInterval = cluster.GetTimeSpan("leader-actions-interval");
        UnreachableNodesReaperInterval = cluster.GetTimeSpan("unreachable-nodes-reaper-interval");
        AutoDownUnreachableAfter = Optional(cluster, "auto-down-unreachable-after");
        DowningProviderName = cluster.GetString("downing-provider-class");
        RunCoordinatedShutdownWhenDown = cluster.GetBoolean("run-coordinated-shutdown-when-down");
        LogInfo = cluster.GetBoolean("log-info");
        LogInfoVerbose = cluster.GetBoolean("log-info-verbose");
        FailureDetectorConfig = cluster.GetConfig("failure-detector");
        FailureDetectorImplementationClass = FailureDetectorConfig.GetString("implementation-class");
        HeartbeatInterval = FailureDetectorConfig.GetTimeSpan("heartbeat-interval");
        HeartbeatExpectedResponseAfter = FailureDetectorConfig.GetTimeSpan("expected-response-after");
        MonitoredByNrOfMembers = FailureDetectorConfig.GetInt("monitored-by-nr-of-members");
        Validate();
    }

    public ImmutableList<Address> SeedNodes { get; }

    public TimeSpan SeedNodeTimeout { get; }

    public TimeSpan? RetryUnsuccessfulJoinAfter { get; }

    public TimeSpan? ShutdownAfterUnsuccessfulJoinSeedNodes { get; }

    public ImmutableHashSet<string> Roles { get; }

    public AppVersion AppVersion { get; }

    public int MinNrOfMembers { get; }

    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get; }

    public bool AllowWeaklyUpMembers { get; }

    public TimeSpan WeaklyUpAfter { get; }

    public TimeSpan PeriodicTasksInitialDelay { get; }

    public TimeSpan GossipInterval { get; }

    public double GossipDifferentViewProbability { get; }

    public int ReduceGossipDifferentViewProbability { get; }

    public TimeSpan LeaderActionsInterval { get; }

    public TimeSpan UnreachableNodesReaperInterval { get; }

    public TimeSpan? AutoDownUnreachableAfter { get; }

    public bool RunCoordinatedShutdownWhenDown { get; }

    public bool LogInfo { get; }

    public bool LogInfoVerbose { get; }

    public Config FailureDetectorConfig { get; }

    public string FailureDetectorImplementationClass { get; }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan HeartbeatExpectedResponseAfter { get; }

    public int MonitoredByNrOfMembers { get; }

    /// <summary>The type string as configured; <see cref="DowningProviders"/> knows which names mean what.</summary>
    internal string DowningProviderName { get; }

    private static Address ParseSeed(string seed, string systemName)
    {
        if (!Address.TryParse(seed, out Address address) || address.Host is null || address.Port is null)
            throw new ConfigurationException($"akka.cluster.seed-nodes has '{seed}', no address like akka.tcp://{systemName}@host:port");
        if (!string.Equals(address.System, systemName, StringComparison.Ordinal))
            throw new ConfigurationException(
                $"akka.cluster.seed-nodes has '{seed}', but this system is called '{systemName}': all nodes of a cluster bear one name");
        return address;
    }

    private static ImmutableDictionary<string, int> ReadMinimumOfRoles(Config roles)
    {
        if (roles is null || roles.IsEmpty) return ImmutableDictionary<string, int>.Empty;
        return roles.AsEnumerable()
            .Select(entry => (Role: entry.Key, Minimum: entry.Value.ToConfig().GetInt("min-nr-of-members")))
            .Where(entry => entry.Minimum > 0)
            .ToImmutableDictionary(entry => entry.Role, entry => entry.Minimum, StringComparer.Ordinal);
    }

    private static bool IsOff(Config config, string key) =>
        config.GetString(key)?.Trim().ToLowerInvariant() is null or "" or "off" or "false" or "no";

    private static TimeSpan? Optional(Config config, string key) => IsOff(config, key) ? null : config.GetTimeSpan(key);

    private void Validate()
    {
        Positive(GossipInterval, "gossip-interval");
        Positive(LeaderActionsInterval, "leader-actions-interval");
        Positive(UnreachableNodesReaperInterval, "unreachable-nodes-reaper-interval");
        Positive(SeedNodeTimeout, "seed-node-timeout");
        Positive(HeartbeatInterval, "failure-detector.heartbeat-interval");
        if (MonitoredByNrOfMembers < 1)
            throw new ConfigurationException(
                $"akka.cluster.failure-detector.monitored-by-nr-of-members must be at least 1, is {MonitoredByNrOfMembers}");
        if (MinNrOfMembers < 1) throw new ConfigurationException($"akka.cluster.min-nr-of-members must be at least 1, is {MinNrOfMembers}");
    }

    private static void Positive(TimeSpan value, string key)
    {
        if (value <= TimeSpan.Zero) throw new ConfigurationException($"akka.cluster.{key} must be more than 0, is {value}");
    }
}
