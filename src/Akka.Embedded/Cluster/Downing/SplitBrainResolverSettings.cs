using System.Globalization;
using Akka.Configuration;

namespace Akka.Cluster.SBR;

/// <summary>The section <c>akka.cluster.split-brain-resolver</c>, read once.</summary>
public sealed class SplitBrainResolverSettings
{
    public static readonly string KeepMajorityName = "keep-majority";

    public static readonly string StaticQuorumName = "static-quorum";

    public static readonly string KeepOldestName = "keep-oldest";

    public static readonly string DownAllName = "down-all";

    public SplitBrainResolverSettings(Config config)
    {
        var section = config.GetConfig("akka.cluster.split-brain-resolver");
        DowningStrategy = section.GetString("active-strategy").ToLowerInvariant();
        DowningStableAfter = section.GetTimeSpan("stable-after");
        if (DowningStableAfter <= TimeSpan.Zero)
            throw new ConfigurationException(
                $"akka.cluster.split-brain-resolver.stable-after must be more than 0, is {DowningStableAfter}");
        DownAllWhenUnstable = ReadUnstable(section);
        KeepMajorityRole = Role(section, KeepMajorityName);
        KeepOldestSettings = new KeepOldestSettings(section.GetBoolean("keep-oldest.down-if-alone"), Role(section, KeepOldestName));
        Strategy = CreateStrategy(section);
    }

    public string DowningStrategy { get; }

    public TimeSpan DowningStableAfter { get; }

    /// <summary>Zero when instability alone downs nobody.</summary>
    public TimeSpan DownAllWhenUnstable { get; }

    public string KeepMajorityRole { get; }

    public KeepOldestSettings KeepOldestSettings { get; }

    internal DowningStrategy Strategy { get; }

    private DowningStrategy CreateStrategy(Config section)
    {
        if (DowningStrategy == KeepMajorityName) return new KeepMajority(KeepMajorityRole);
        if (DowningStrategy == KeepOldestName) return new KeepOldest(KeepOldestSettings);
        if (DowningStrategy == DownAllName) return new DownAll();
        if (DowningStrategy == StaticQuorumName) return new StaticQuorum(ReadQuorum(section));
        throw new ConfigurationException(
            $"akka.cluster.split-brain-resolver.active-strategy is '{DowningStrategy}'; "
            + $"known are {KeepMajorityName}, {StaticQuorumName}, {KeepOldestName} and {DownAllName}");
    }

    private static StaticQuorumSettings ReadQuorum(Config section)
    {
        if (!int.TryParse(section.GetString("static-quorum.quorum-size"), CultureInfo.InvariantCulture, out var size) || size < 1)
            throw new ConfigurationException(
                "The strategy static-quorum needs akka.cluster.split-brain-resolver.static-quorum.quorum-size, a number of at least 1");
        return new StaticQuorumSettings(size, Role(section, StaticQuorumName));
    }

    private TimeSpan ReadUnstable(Config section) => section.GetString("down-all-when-unstable").ToLowerInvariant() switch
    {
        "off" or "false" or "no" => TimeSpan.Zero,
        "on" or "true" or "yes" => TimeSpan.FromSeconds(Math.Max(4, DowningStableAfter.TotalSeconds * 3 / 4)),
        _ => section.GetTimeSpan("down-all-when-unstable"),
    };

    private static string Role(Config section, string strategy) =>
        section.GetString($"{strategy}.role") is { Length: > 0 } role ? role : null!;
}

/// <summary>Settings of keep-oldest.</summary>
public sealed class KeepOldestSettings
{
    public KeepOldestSettings(bool downIfAlone, string role)
    {
        DownIfAlone = downIfAlone;
        Role = role;
    }

    public bool DownIfAlone { get; }

    public string Role { get; }
}

/// <summary>Settings of static-quorum.</summary>
public sealed class StaticQuorumSettings
{
    public StaticQuorumSettings(int size, string role)
    {
        Size = size;
        Role = role;
    }

    public int Size { get; }

    public string Role { get; }
}
