using Akka.Cluster;
using Akka.Cluster.SBR;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Downing;

public sealed class DowningStrategyTests
{
    private static readonly KeepMajority Majority = new(role: null);
    private static readonly Member[] Five = [Member(0), Member(1), Member(2), Member(3), Member(4)];

    [Fact]
    public void Keep_majority_keeps_three_of_five_on_both_sides_of_the_cut()
    {
        Assert.Equal([0, 1], Numbers(Decide(Majority, Five, [2, 3, 4], [0, 1])));
        Assert.Equal([0, 1], Numbers(Decide(Majority, Five, [0, 1], [2, 3, 4])));
    }

    [Fact]
    public void Of_equal_halves_keep_majority_keeps_the_one_with_the_lowest_address()
    {
        Assert.Equal([1, 3], Numbers(Decide(Majority, Five[..4], [0, 2], [1, 3])));
        Assert.Equal([1, 3], Numbers(Decide(Majority, Five[..4], [1, 3], [0, 2])));
    }

    [Fact]
    public void Members_that_only_join_make_no_majority_but_go_down_with_their_side()
    {
        Member[] members = [Member(0), Member(1), Member(2), Member(3, MemberStatus.Joining), Member(4, MemberStatus.WeaklyUp)];

        Assert.Equal([2, 3, 4], Numbers(Decide(Majority, members, [2, 3, 4], [0, 1])));
    }

    [Fact]
    public void A_majority_that_hangs_on_a_change_the_other_side_may_not_know_downs_all()
    {
        var (fourth, sixth) = (Member(4, MemberStatus.Joining), Member(6, MemberStatus.Joining));
        Member[] members = [Member(0), Member(1), Member(2), Member(3), fourth, Member(5), sixth];

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Numbers(Decide(Majority, members, [0, 1, 2], [3, 4, 5, 6])));
    }

    [Fact]
    public void Keep_majority_counts_only_the_role_it_is_given()
    {
        Member[] members = [Member(0), Member(1), Member(2), Member(3, roles: "db"), Member(4, roles: "db")];

        Assert.Equal([0, 1, 2], Numbers(Decide(new KeepMajority("db"), members, [0, 1, 2], [3, 4])));
        Assert.Equal([0, 1, 2], Numbers(Decide(new KeepMajority("db"), members, [3, 4], [0, 1, 2])));
    }

    [Fact]
    public void Static_quorum_keeps_the_side_that_has_it()
    {
        var quorum = new StaticQuorum(new StaticQuorumSettings(3, null!));

        Assert.Equal([0, 1], Numbers(Decide(quorum, Five, [2, 3, 4], [0, 1])));
        Assert.Equal([0, 1], Numbers(Decide(quorum, Five, [0, 1], [2, 3, 4])));
    }

    [Fact]
    public void Static_quorum_downs_all_when_two_sides_could_have_it()
    {
        var quorum = new StaticQuorum(new StaticQuorumSettings(2, null!));

        Assert.Equal([0, 1, 2, 3, 4], Numbers(Decide(quorum, Five, [0, 1, 2], [3, 4])));
    }

    [Fact]
    public void Keep_oldest_keeps_the_side_of_the_oldest_even_if_smaller()
    {
        var oldest = new KeepOldest(new KeepOldestSettings(downIfAlone: true, null!));

        Assert.Equal([2, 3, 4], Numbers(Decide(oldest, Five, [0, 1], [2, 3, 4])));
        Assert.Equal([2, 3, 4], Numbers(Decide(oldest, Five, [2, 3, 4], [0, 1])));
    }

    [Fact]
    public void Keep_oldest_gives_up_an_oldest_that_is_alone_if_told_to()
    {
        var down = new KeepOldest(new KeepOldestSettings(downIfAlone: true, null!));
        var keep = new KeepOldest(new KeepOldestSettings(downIfAlone: false, null!));

        Assert.Equal([0], Numbers(Decide(down, Five, [0], [1, 2, 3, 4])));
        Assert.Equal([0], Numbers(Decide(down, Five, [1, 2, 3, 4], [0])));
        Assert.Equal([1, 2, 3, 4], Numbers(Decide(keep, Five, [0], [1, 2, 3, 4])));
        Assert.Equal([1], Numbers(Decide(down, Five[..2], [0], [1])));
    }

    [Fact]
    public void Down_all_downs_all() => Assert.Equal([0, 1, 2, 3, 4], Numbers(Decide(new DownAll(), Five, [0, 1, 2, 3], [4])));

    [Fact]
    public void Members_that_miss_each_other_though_others_hear_both_are_downed_and_the_rest_goes_on()
    {
        var gossip = GossipOf(Five).Cut([1], [2]).Cut([2], [1]);

        Assert.Equal([1, 2], Numbers(Majority.WhomToDown(StateOf(0, gossip))));
    }

    [Fact]
    public void An_unreachable_member_that_has_seen_the_state_is_connected_by_another_way()
    {
        var gossip = GossipOf(Five).Cut([1], [2]).Seen(Node(2));

        Assert.Equal([1, 2], Numbers(Majority.WhomToDown(StateOf(0, gossip))));
    }

    [Fact]
    public void With_everyone_reachable_nobody_is_downed() => Assert.Empty(Majority.WhomToDown(StateOf(0, GossipOf(Five))));

    [Fact]
    public void A_member_that_is_down_already_is_on_the_other_side()
    {
        Member[] members = [Member(0), Member(1), Member(2), Member(3, MemberStatus.Down), Member(4)];

        Assert.Equal([3, 4], Numbers(Majority.WhomToDown(StateOf(0, GossipOf(members).Cut([0, 1, 2], [3, 4])))));
    }

    // The view of the side `here`, whose every member misses every member of `there`.
    private static IReadOnlyCollection<UniqueAddress> Decide(DowningStrategy strategy, Member[] members, int[] here, int[] there) =>
        strategy.WhomToDown(StateOf(here[0], GossipOf(members).Cut(here, there)));

    private static IEnumerable<int> Numbers(IReadOnlyCollection<UniqueAddress> nodes) =>
        nodes.Select(node => node.Address.Port!.Value - 2550).Order();
}
