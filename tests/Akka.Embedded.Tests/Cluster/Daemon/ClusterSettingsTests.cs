using Akka.Cluster;
using Akka.Cluster.SBR;
using Akka.Configuration;

namespace Akka.Embedded.Tests.Cluster.Daemon;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void The_defaults_are_those_of_Akka_NET()
    {
        var settings = Read("");

        Assert.Empty(settings.SeedNodes);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.SeedNodeTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.RetryUnsuccessfulJoinAfter);
        Assert.Null(settings.ShutdownAfterUnsuccessfulJoinSeedNodes);
        Assert.Null(settings.AutoDownUnreachableAfter);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.GossipInterval);
        Assert.Equal(TimeSpan.FromSeconds(7), settings.WeaklyUpAfter);
        Assert.True(settings.AllowWeaklyUpMembers);
        Assert.True(settings.RunCoordinatedShutdownWhenDown);
        Assert.Equal(1, settings.MinNrOfMembers);
        Assert.Equal(5, settings.MonitoredByNrOfMembers);
        Assert.Empty(settings.MinNrOfMembersOfRole);
        var downing = Downing("");
        Assert.Equal(
            (SplitBrainResolverSettings.KeepMajorityName, TimeSpan.FromSeconds(20)), (downing.DowningStrategy, downing.DowningStableAfter));
        Assert.Equal(TimeSpan.FromSeconds(15), downing.DownAllWhenUnstable);
    }

    [Fact]
    public void What_is_configured_is_read()
    {
        var settings = Read("""
            seed-nodes = ["akka.tcp://shop@10.0.0.1:4053", "akka.tcp://shop@node-b:4053"]
            roles = [web, batch]
            role.web.min-nr-of-members = 2
            retry-unsuccessful-join-after = off
            auto-down-unreachable-after = 3s
            app-version = "1.2.3"
            """);

        Assert.Equal(["akka.tcp://shop@10.0.0.1:4053", "akka.tcp://shop@node-b:4053"], settings.SeedNodes.Select(seed => seed.ToString()));
        Assert.Equal(["batch", "web"], settings.Roles.Order(StringComparer.Ordinal));
        Assert.Equal(2, settings.MinNrOfMembersOfRole["web"]);
        Assert.Null(settings.RetryUnsuccessfulJoinAfter);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.AutoDownUnreachableAfter);
        Assert.Equal("1.2.3", settings.AppVersion.Version);
    }

    [Theory]
    [InlineData("seed-nodes = [\"10.0.0.1:4053\"]", "10.0.0.1:4053")]
    [InlineData("seed-nodes = [\"akka.tcp://other@10.0.0.1:4053\"]", "bear one name")]
    [InlineData("gossip-interval = 0s", "gossip-interval")]
    [InlineData("failure-detector.monitored-by-nr-of-members = 0", "monitored-by-nr-of-members")]
    [InlineData("min-nr-of-members = 0", "min-nr-of-members")]
    public void What_cannot_be_is_an_error_that_says_so(string hocon, string expected) =>
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => Read(hocon)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("active-strategy = keep-referee", "keep-referee")]
    [InlineData("active-strategy = static-quorum", "quorum-size")]
    [InlineData("stable-after = 0s", "stable-after")]
    public void Downing_that_cannot_work_is_an_error_that_says_so(string hocon, string expected) =>
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => Downing(hocon)).Message, StringComparison.Ordinal);

    private static ClusterSettings Read(string hocon) => new(ConfigOf($"akka.cluster {{ {hocon} \n}}"), "shop");

    private static SplitBrainResolverSettings Downing(string hocon) => new(ConfigOf($"akka.cluster.split-brain-resolver {{ {hocon} \n}}"));

    private static Config ConfigOf(string hocon) => ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.Default());
}
