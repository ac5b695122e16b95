using Akka.Configuration;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>The keys of <c>akka.cluster.pub-sub</c>, checked.</summary>
internal sealed record DistributedPubSubSettings(
    string Name,
    string? Role,
    TimeSpan GossipInterval,
    TimeSpan RemovedTimeToLive,
    int MaxDeltaElements,
    bool SendToDeadLettersWhenNoSubscribers)
{
    private const string Section = "akka.cluster.pub-sub";

    internal static DistributedPubSubSettings From(Config config)
    {
        var section = config.GetConfig(Section);
        var routing = section.GetString("routing-logic");
        if (routing != "random") throw Bad("routing-logic", $"is '{routing}'; the embedded engine has 'random' only");
        var role = section.GetString("role");
        var settings = new DistributedPubSubSettings(
            section.GetString("name"),
            string.IsNullOrEmpty(role) ? null : role,
            section.GetTimeSpan("gossip-interval", allowInfinite: false),
            section.GetTimeSpan("removed-time-to-live", allowInfinite: false),
            section.GetInt("max-delta-elements"),
            section.GetBoolean("send-to-dead-letters-when-no-subscribers"));
        if (settings.GossipInterval <= TimeSpan.Zero) throw Bad("gossip-interval", "must be above zero");
        if (settings.RemovedTimeToLive <= settings.GossipInterval) throw Bad("removed-time-to-live", "must be above gossip-interval");
        if (settings.MaxDeltaElements < 1) throw Bad("max-delta-elements", "must be at least 1");
        return settings;
    }

    private static ConfigurationException Bad(string key, string what) => new($"{Section}.{key} {what}.");
}
