using System.Globalization;
using Akka.Configuration;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Manager;

/// <summary>
/// What the next life of a node is started with: the same configuration, but for the way back into the cluster. It asks those whom the former life
/// knew too, and when it is the first seed node it leaves them time to answer before it founds a cluster: they may be there and out of reach,
/// and two clusters never become one.
/// </summary>
internal static class ReturnConfig
{
    // Sessions come back whole within half of the retention: who finds nobody in half of that begins alone, with all of them.
    private const int PatienceParts = 4;

    public static Config Of(Config config, SessionNode former, SessionSettings settings)
    {
        var cluster = former.ClusterSettings;
        var configured = cluster.SeedNodes.Select(seed => seed.ToString()).ToArray();
        var known = former.Board.Contact?.With.Others.Select(member => member.Id.Address) ?? [];
        string[] seeds = [.. configured.Concat(known).Distinct(StringComparer.Ordinal)];
        if (seeds.Length == 0) return config;
        var isFirst = string.Equals(seeds[0], former.Self.Address, StringComparison.Ordinal);
        var patience = isFirst ? LongerOf(cluster.SeedNodeTimeout, settings.TombstoneRetention / PatienceParts) : cluster.SeedNodeTimeout;
        var hocon = string.Create(CultureInfo.InvariantCulture, $$"""
            akka.cluster {
              seed-nodes = [{{string.Join(", ", seeds.Select(seed => $"\"{seed}\""))}}]
              seed-node-timeout = {{(long)patience.TotalMilliseconds}} ms
            }
            """);
        return ConfigurationFactory.ParseString(hocon).WithFallback(config);
    }

    private static TimeSpan LongerOf(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
