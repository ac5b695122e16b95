using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;

namespace Akka.Embedded.Tests.PubSub;

public sealed class DistributedPubSubSettingsTests
{
    [Fact]
    public void The_defaults_are_Akka_NETs()
    {
        var settings = DistributedPubSubSettings.From(DistributedPubSub.DefaultConfig());
        var expected = new DistributedPubSubSettings(
            "distributedPubSubMediator", null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120), 3000, true);
        Assert.Equal(expected, settings);
    }

    [Theory]
    [InlineData("routing-logic = round-robin")]
    [InlineData("gossip-interval = 0s")]
    [InlineData("removed-time-to-live = 1s")]
    [InlineData("max-delta-elements = 0")]
    public void A_value_that_makes_no_sense_is_refused_by_its_name(string line)
    {
        var config = ConfigurationFactory.ParseString($"akka.cluster.pub-sub.{line}").WithFallback(DistributedPubSub.DefaultConfig());
        var refusal = Assert.Throws<ConfigurationException>(() => DistributedPubSubSettings.From(config));
        Assert.Contains($"akka.cluster.pub-sub.{line.Split(' ')[0]}", refusal.Message, StringComparison.Ordinal);
    }
}
