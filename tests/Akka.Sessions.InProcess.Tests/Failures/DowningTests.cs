using Akka.Actor;
using Akka.Sessions.InProcess.Tests.Cluster;

namespace Akka.Sessions.InProcess.Tests.Failures;

/// <summary>What becomes of the sessions when members are removed because they could not be reached.</summary>
public sealed class DowningTests
{
    private const string KeepMajority = """
        akka.cluster {
          downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
          split-brain-resolver { active-strategy = keep-majority, stable-after = 1 s, down-all-when-unstable = off }
        }
        """;

    private const string AutoDowning = """
        akka.cluster { downing-provider-class = "Akka.Cluster.AutoDowning, Akka.Cluster", auto-down-unreachable-after = 1 s }
        """;

    [Fact]
    public async Task The_smaller_side_ends_and_takes_with_it_what_it_alone_had()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(3, KeepMajority);
        var shared = await cluster[0].CreateAsync("cart", "apple");
        cluster.Network.Partition([0], [1, 2]);

        var lost = await cluster[0].CreateAsync("made", "alone", CommitLevel.None);
        await cluster[0].System.WhenTerminated.WaitAsync(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync("two members", () => cluster[1].Manager.Status.Members.Count == 2);
        Assert.True((await cluster[1].SetAsync(shared, "cart", "pear", CommitLevel.All)).IsSatisfied);

        // Another life at the same address, as a supervisor would begin it.
        cluster.Network.Heal();
        await cluster[0].DisposeAsync();
        cluster.Start(0);
        await cluster.AllReadyAsync();

        foreach (var node in cluster.Running)
        {
            Assert.Equal("pear", await node.ReadAsync(shared, "cart"));
            Assert.Equal(new SessionLookup(null, null, IsCertain: true), await node.Manager.FindAsync(lost));
        }
    }

    [Fact]
    public async Task Of_two_nodes_keep_majority_ends_the_survivor_when_the_lower_address_crashed()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, KeepMajority);
        await cluster[0].CreateAsync("user", "ann");
        var lower = LowerOf(cluster);
        var survivor = cluster[1 - lower];

        await cluster.VanishAsync(lower);

        await survivor.System.WhenTerminated.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Of_two_nodes_keep_majority_goes_on_when_the_higher_address_crashed()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, KeepMajority);
        var id = await cluster[0].CreateAsync("user", "ann", CommitLevel.One);

        await cluster.VanishAsync(1 - LowerOf(cluster));

        var survivor = Assert.Single(cluster.Running);
        await Eventually.HoldsAsync("alone", () => survivor.Manager.Status.Members.Count == 1);
        Assert.Equal("ann", await survivor.ReadAsync(id, "user"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_nodes_with_AutoDowning_the_survivor_goes_on_whichever_crashed(bool isLower)
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, AutoDowning);
        var id = await cluster[0].CreateAsync("user", "ann");
        var lower = LowerOf(cluster);

        await cluster.VanishAsync(isLower ? lower : 1 - lower);

        var survivor = Assert.Single(cluster.Running);
        await Eventually.HoldsAsync("alone", () => survivor.Manager.Status.Members.Count == 1);
        Assert.True((await survivor.SetAsync(id, "user", "bob", CommitLevel.One)).IsSatisfied);
    }

    [Fact]
    public async Task Of_two_nodes_with_AutoDowning_a_cut_makes_two_clusters_until_one_is_restarted()
    {
        await using var cluster = await SessionCluster.StartOnNetworkAsync(2, AutoDowning);
        var id = await cluster[0].CreateAsync("user", "ann");

        cluster.Network.Partition([0], [1]);
        await Eventually.HoldsAsync("each alone", () => cluster.Running.All(node => node.Manager.Status.Members.Count == 1));
        Assert.True((await cluster[0].SetAsync(id, "user", "bob", CommitLevel.All)).IsSatisfied);
        Assert.True((await cluster[1].SetAsync(id, "user", "eve", CommitLevel.All)).IsSatisfied);

        Assert.Equal("bob", await cluster[0].ReadAsync(id, "user"));
        Assert.Equal("eve", await cluster[1].ReadAsync(id, "user"));

        cluster.Network.Heal();
        await cluster.VanishAsync(1);
        cluster.Start(1);
        await cluster.AllReadyAsync();
        foreach (var node in cluster.Running) Assert.Equal("bob", await node.ReadAsync(id, "user"));
    }

    private static int LowerOf(SessionCluster cluster) =>
        Address.Parse(cluster[0].Id.Address).Port < Address.Parse(cluster[1].Id.Address).Port ? 0 : 1;
}
