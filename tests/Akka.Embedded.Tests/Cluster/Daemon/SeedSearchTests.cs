using Akka.Actor;
using Akka.Cluster;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Daemon;

public sealed class SeedSearchTests
{
    private static readonly Address[] Seeds = [Node(0).Address, Node(1).Address, Node(2).Address];

    [Fact]
    public void The_first_seed_may_found_once_all_others_say_that_they_have_no_cluster()
    {
        var search = Search(self: 0);

        search.AnsweredWithoutCluster(Seeds[1]);
        Assert.False(search.ShouldFound(Seconds(1)));
        search.AnsweredWithoutCluster(Seeds[2]);
        Assert.True(search.ShouldFound(Seconds(1)));
    }

    [Fact]
    public void The_first_seed_may_found_after_the_timeout_though_nobody_answers()
    {
        var search = Search(self: 0);

        Assert.False(search.ShouldFound(Seconds(4)));
        Assert.True(search.ShouldFound(Seconds(5)));
    }

    [Fact]
    public void No_other_seed_ever_founds()
    {
        var search = Search(self: 1);
        search.AnsweredWithoutCluster(Seeds[0]);
        search.AnsweredWithoutCluster(Seeds[2]);

        Assert.False(search.ShouldFound(Seconds(1000)));
    }

    [Fact]
    public void A_seed_that_is_the_only_one_founds_at_once() =>
        Assert.True(new SeedSearch(Seeds[0], [Seeds[0]], Seconds(5), TimeSpan.Zero).ShouldFound(TimeSpan.Zero));

    [Fact]
    public void A_stranger_that_answers_is_no_seed()
    {
        var search = Search(self: 0);
        search.AnsweredWithoutCluster(Node(9).Address);

        Assert.Equal([Seeds[1], Seeds[2]], search.Silent);
        Assert.Empty(search.WithoutCluster);
    }

    [Fact]
    public void A_report_is_due_once_in_every_timeout_and_names_who_is_silent()
    {
        var search = Search(self: 2);
        search.AnsweredWithoutCluster(Seeds[1]);

        Assert.False(search.ShouldReport(Seconds(4)));
        Assert.True(search.ShouldReport(Seconds(5)));
        Assert.False(search.ShouldReport(Seconds(6)));
        Assert.True(search.ShouldReport(Seconds(10)));
        Assert.Equal([Seeds[0]], search.Silent);
        Assert.Equal([Seeds[1]], search.WithoutCluster);
    }

    private static SeedSearch Search(int self) => new(Seeds[self], Seeds, Seconds(5), TimeSpan.Zero);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
