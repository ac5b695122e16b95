using Akka.Configuration;
using Akka.Sessions.Actors;
using Akka.Sessions.Manager;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.Tests.Actors;

public sealed class SettingsTests
{
    [Fact]
    public void The_defaults_hold()
    {
        var settings = Read("");

        Assert.Equal("default", settings.Context);
        Assert.Equal(TimeSpan.FromMinutes(20), settings.IdleTimeout);
        Assert.Null(settings.AbsoluteTimeout);
        Assert.Equal(CommitLevel.None, settings.CommitLevel);
        Assert.Equal(1024 * 1024, settings.Limits.AttributeBytes);
        Assert.Equal(4 * 1024 * 1024, settings.Limits.SessionBytes);
        Assert.Null(settings.MaxActiveSessions);
        Assert.Equal(64 * 1024, settings.Replication.BatchSize);
    }

    [Fact]
    public void What_the_code_says_wins_over_hocon()
    {
        var settings = Read("idle-timeout = 5 m, commit-level = all", new SessionsOptions { IdleTimeout = TimeSpan.FromMinutes(1) });

        Assert.Equal(TimeSpan.FromMinutes(1), settings.IdleTimeout);
        Assert.Equal(CommitLevel.All, settings.CommitLevel);
    }

    [Theory]
    [InlineData("context = \"a b\"", "akka.sessions.context")]
    [InlineData("id-bits = 64", "akka.sessions.id-bits")]
    [InlineData("id-bits = 130", "akka.sessions.id-bits")]
    [InlineData("id-bits = 392", "akka.sessions.id-bits")]
    [InlineData("idle-timeout = 0 s", "akka.sessions.idle-timeout")]
    [InlineData("idle-timeout = soon", "akka.sessions.idle-timeout")]
    [InlineData("commit-level = most", "akka.sessions.commit-level")]
    [InlineData("commit-level = 2", "akka.sessions.commit-level")]
    [InlineData("max-attribute-size = 9 MiB", "akka.sessions.max-attribute-size")]
    [InlineData("max-session-size = 1 KiB", "akka.sessions.max-session-size")]
    [InlineData("attribute-name-filter = \"(\"", "akka.sessions.attribute-name-filter")]
    [InlineData("attribute-name-filter = \"\"", "akka.sessions.attribute-name-filter")]
    [InlineData("max-active-sessions = many", "akka.sessions.max-active-sessions")]
    [InlineData("tombstone-retention = 1 s", "akka.sessions.tombstone-retention")]
    [InlineData("replication.batch-size = 1 MiB", "akka.sessions.replication.batch-size")]
    [InlineData("replication.digest-interval = 1 ms", "akka.sessions.replication.digest-interval")]
    [InlineData("transfer.page-size = 100 KiB", "akka.sessions.transfer.page-size")]
    [InlineData("lookup.token-wait = 1 h", "akka.sessions.lookup.token-wait")]
    [InlineData("exclusive.timeout = 1 ms", "akka.sessions.exclusive.timeout")]
    [InlineData("exclusive.max-waiting = 0", "akka.sessions.exclusive.max-waiting")]
    [InlineData("exclusive.max-leases = many", "akka.sessions.exclusive.max-leases")]
    public void A_value_that_does_not_hold_is_refused_with_its_key(string hocon, string key)
    {
        var refused = Assert.Throws<SessionSettingsException>(() => Read(hocon));

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_can_be_switched_on_and_off()
    {
        Assert.Equal(7, Read("max-active-sessions = 7").MaxActiveSessions);
        Assert.Equal(TimeSpan.FromHours(8), Read("absolute-timeout = 8 h").AbsoluteTimeout);
        Assert.Null(Read("absolute-timeout = off").AbsoluteTimeout);
        Assert.Equal(TimeSpan.FromMinutes(1), Read("").Replication.DigestInterval);
        Assert.Null(Read("replication.digest-interval = off").Replication.DigestInterval);
    }

    [Fact]
    public void The_name_filter_is_for_the_whole_name()
    {
        var filter = Read("attribute-name-filter = \"cart|user\"").Limits.NameFilter!;

        Assert.Matches(filter, "user");
        Assert.DoesNotMatch(filter, "users");
        Assert.DoesNotMatch(filter, "my cart");
    }

    internal static SessionSettings Read(string hocon, SessionsOptions? options = null) =>
        SessionSettingsReader.Read(
            ConfigurationFactory.ParseString($"akka.sessions {{ {hocon} }}").WithFallback(SystemFactory.Reference), options ?? new SessionsOptions());
}
