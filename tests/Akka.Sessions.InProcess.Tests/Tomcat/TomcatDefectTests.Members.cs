using System.Collections;
using System.Reflection;
using Akka.Sessions.Actors;
using Akka.Sessions.InProcess.Tests.Cluster;
using Akka.Sessions.Manager;
using Akka.Sessions.Protocol;

namespace Akka.Sessions.InProcess.Tests.Tomcat;

/// <summary>
/// What Tomcat's session managers are known to lose or to get wrong, by the numbers of docs/failure-model.md, and what happens here.
/// </summary>
public sealed partial class TomcatDefectTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(20);

    // Tomcat: nodes that start at the same moment wait for each other, time out, and begin empty.
    [Fact]
    public async Task D5_nodes_that_start_at_the_same_moment_have_all_sessions_of_the_one_that_stayed()
    {
        await using var cluster = await SessionCluster.StartAsync(3);
        var id = await cluster[0].CreateAsync("user", "ann");
        await cluster.CrashAsync(1);
        await cluster.CrashAsync(2);

        cluster.Start(1);
        cluster.Start(2);
        await cluster.AllReadyAsync();

        foreach (var node in cluster.Running) Assert.Equal("ann", await node.ReadAsync(id, "user"));
    }

    // Tomcat: after two requests that end together no node feels responsible, and the session lives for twice its timeout.
    [Fact]
    public async Task D7_a_session_used_on_two_nodes_at_once_ends_once_and_after_its_timeout()
    {
        var clock = new ShiftedTime();
        await using var cluster = await SessionCluster.StartAsync(2, "akka.sessions.idle-timeout = 20 m", clock);
        var id = await cluster[0].CreateAsync("user", "ann");
        await Task.WhenAll(cluster[0].SetAsync(id, "a", "1"), cluster[1].SetAsync(id, "b", "1"));

        clock.Pass(1.5 * Timeout);

        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the session expired", async () => await node.EndOfAsync(id) == SessionEndReason.Expired);
        Assert.Equal(1, cluster.Running.Sum(node => node.Manager.Statistics.Expired));
    }

    // Tomcat: five settings of a manager are lost when it is made from the cluster's template.
    [Fact]
    public void D8_every_setting_that_is_given_counts()
    {
        const string Given = """
            akka.sessions {
              context = other, role = web, idle-timeout = 5 m, absolute-timeout = 8 h, commit-level = one, commit-timeout = 7 s
              id-bits = 256, stop-host-when-downed = on
              max-attribute-size = 2 MiB, max-session-size = 5 MiB, max-attributes = 900, max-attribute-name-length = 200
              attribute-name-filter = "[a-z]+", max-active-sessions = 99, events = everywhere, event-queue = 77
              access-interval = 3 s, max-clock-skew = 2 m, expiry-interval = 250 ms, expiry-hold = 2 s
              tombstone-retention = 20 m, max-tombstones = 5000, drain-delay = 1 s, drain-timeout = 4 s
              replication { batch-size = 32 KiB, retention = 32 MiB, digest-interval = 2 m }
              replication { announce-interval = 300 ms, repair-interval = 300 ms }
              transfer { shares = 4, page-size = 32 KiB, page-timeout = 4 s }
              lookup { timeout = 2 s, max-concurrent = 99, rate = 99, burst = 999, token-wait = 60 ms, token-timeout = 2 s }
              exclusive { timeout = 9 s, max-waiting = 99, max-leases = 999 }
            }
            """;

        var given = Flatten(Read(Given)).ToDictionary();
        var unchanged = Flatten(Read("")).Where(setting => Equals(given[setting.Key], setting.Value)).Select(setting => setting.Key);

        // These are bounds that nobody has to set: there is no key for them.
        Assert.Equal(
            ["Lookup.Limits.Waiters", "Lookup.Limits.Remembered", "Lookup.Limits.RememberedFor", "Exclusive.Resend", "Exclusive.Doubt", "Exclusive.Page"],
            unchanged);
    }

    // Tomcat: a message that cannot be delivered is lost, and nobody asks for it.
    [Fact]
    public async Task D9_what_is_lost_on_the_way_arrives_all_the_same()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2);
        var id = await cluster[0].CreateAsync("cart", "1");

        cluster.Network.Slow(1, TimeSpan.FromMilliseconds(300));
        await cluster[0].SetAsync(id, "cart", "2", CommitLevel.None);
        cluster.Network.Drop(0, 1);
        cluster.Network.Slow(1, TimeSpan.Zero);

        await cluster[1].SeesAsync(id, "cart", "2");
    }

    // Tomcat: an acknowledged send says yes although the receiver could not be reached or did not apply it.
    [Fact]
    public async Task D9_a_commit_that_did_not_reach_its_level_says_so_and_whom_it_did_not_reach()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, "akka.sessions.commit-timeout = 1 s");
        var id = await cluster[0].CreateAsync("cart", "1");

        cluster.Network.Partition([0], [1]);
        var receipt = await cluster[0].SetAsync(id, "cart", "2", CommitLevel.One);

        Assert.False(receipt.IsSatisfied);
        Assert.Equal([cluster[1].Id], receipt.Missing);
    }

    // Tomcat: after a split the sessions of one side never appear on the other.
    [Fact]
    public async Task D9_after_a_split_each_side_has_the_sessions_of_the_other()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2);
        await cluster.PartitionAsync([0], [1]);
        var one = await cluster[0].CreateAsync("user", "ann", CommitLevel.None);
        var other = await cluster[1].CreateAsync("user", "bob", CommitLevel.None);

        await cluster.HealAsync();

        // Not by asking for them: an id that is not here would be looked for.
        await Eventually.HoldsAsync("both sessions on both", () => cluster.Running.All(node => node.Manager.Status.SessionCount == 2));
        await cluster[1].SeesAsync(one, "user", "ann");
        await cluster[0].SeesAsync(other, "user", "bob");
    }

    // Tomcat's BackupManager: a copy that hears of no access times out and ends the live session for all.
    [Fact]
    public async Task D10_nodes_that_hear_of_no_access_do_not_end_a_session_in_use()
    {
        var clock = new ShiftedTime();
        await using var cluster = await SessionCluster.StartAsync(3, "akka.sessions { idle-timeout = 20 m, access-interval = 1 h }", clock);
        var used = await cluster[0].CreateAsync("user", "ann");
        var unused = await cluster[0].CreateAsync("user", "bob");

        clock.Pass(0.75 * Timeout);
        (await cluster[0].OpenAsync(used)).Touch();
        clock.Pass(0.75 * Timeout);

        foreach (var node in cluster.Running)
            await Eventually.HoldsAsync("the unused one expired", async () => await node.EndOfAsync(unused) == SessionEndReason.Expired);
        foreach (var node in cluster.Running) Assert.Equal("ann", await node.ReadAsync(used, "user"));
    }

    // Tomcat: the donor makes a second copy of all sessions, and one of its threads and the joiner's start wait for the whole.
    [Fact]
    public async Task D13_members_serve_while_a_joiner_gets_all_sessions_page_by_page()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, "akka.sessions.transfer.page-size = 4 KiB", started: 2);
        for (var i = 0; i < 50; i++) await cluster[0].CreateAsync("value", new string('x', 4000), CommitLevel.None);
        cluster.Network.Slow(2, TimeSpan.FromMilliseconds(100));

        var late = cluster.Start(2);
        await Eventually.HoldsAsync("the transfer begun", () => late.Log.Says("Asking for all sessions"));
        var served = await cluster[0].CreateAsync("user", "ann", CommitLevel.One);
        await cluster[1].SeesAsync(served, "user", "ann");
        Assert.False(late.IsReady, "Fifty sessions in pages of one each are not there yet.");

        cluster.Network.Slow(2, TimeSpan.Zero);
        await cluster.AllReadyAsync();
        Assert.True(late.Manager.Statistics.TransferPages >= 50, $"{late.Manager.Statistics.TransferPages} pages");
        Assert.Equal("ann", await late.ReadAsync(served, "user"));
    }

    // Tomcat: members find each other by multicast, which most clouds do not carry.
    [Fact]
    public async Task D16_nodes_find_each_other_by_the_addresses_of_their_seed_nodes_alone()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, started: 0);
        cluster.Network.Partition([0], [1]);
        cluster.Start(0);
        await cluster.AllReadyAsync();
        cluster.Start(1);

        // On one machine a multicast would have arrived.
        var tried = cluster.Network.Refused;
        await Eventually.HoldsAsync("the second has called", () => cluster.Network.Refused > tried);
        Assert.DoesNotContain(cluster[0].Id, cluster[1].Manager.Status.Members);

        await cluster.HealAsync();
        Assert.Equal(2, cluster[1].Manager.Status.Members.Count);
    }

    private static SessionSettings Read(string hocon)
    {
        var options = new SessionsOptions { SystemName = "test", HoconFile = HoconFiles.Tests, Hocon = hocon };
        return SessionSettingsReader.Read(SystemFactory.ReadConfig(options, Environment.CurrentDirectory), options);
    }

    // The settings within settings one by one.
    private static IEnumerable<KeyValuePair<string, object?>> Flatten(object settings, string prefix = "") =>
        from property in settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let value = property.GetValue(settings)
        let name = prefix + property.Name
        from setting in value is not null and not IEnumerable && value.GetType() is { IsEnum: false, Namespace: var owner }
            && owner!.StartsWith("Akka.Sessions", StringComparison.Ordinal)
                ? Flatten(value, name + ".")
                : [new(name, value)]
        select setting;
}
