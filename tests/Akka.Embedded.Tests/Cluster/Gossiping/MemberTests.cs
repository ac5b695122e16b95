using Akka.Actor;
using Akka.Cluster;
using Akka.Util;
using static Akka.Embedded.Tests.Cluster.Gossiping.Nodes;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

public sealed class MemberTests
{
    [Fact]
    public void A_member_never_goes_back_in_its_life()
    {
        Assert.Throws<InvalidOperationException>(() => Member(0).Copy(MemberStatus.Joining));
        Assert.Throws<InvalidOperationException>(() => Member(0, MemberStatus.Down).Copy(MemberStatus.Up));
        Assert.Throws<InvalidOperationException>(() => Member(0, MemberStatus.Joining).Copy(MemberStatus.Exiting));
        Assert.Equal(MemberStatus.Up, Member(0, MemberStatus.WeaklyUp).CopyUp(3).Status);
    }

    [Fact]
    public void The_older_is_who_became_Up_earlier()
    {
        Assert.True(Member(5, upNumber: 1).IsOlderThan(Member(0, upNumber: 2)));
        Assert.False(Member(0, MemberStatus.Joining).IsOlderThan(Member(5, upNumber: 9)));
    }

    [Fact]
    public void Of_two_opinions_the_one_further_in_the_members_life_holds()
    {
        MemberStatus[] order =
            [MemberStatus.Joining, MemberStatus.WeaklyUp, MemberStatus.Up, MemberStatus.Leaving, MemberStatus.Exiting, MemberStatus.Down];
        for (var i = 1; i < order.Length; i++)
        {
            Assert.Equal(order[i], MemberOrder.Further(Member(0, order[i - 1]), Member(0, order[i])).Status);
            Assert.Equal(order[i], MemberOrder.Further(Member(0, order[i]), Member(0, order[i - 1])).Status);
        }
    }

    [Fact]
    public void Addresses_are_ordered_by_host_and_port_with_ports_as_numbers()
    {
        Address[] sorted = [At("a", 10_000), At("b", 900), At("b", 1_000)];

        Assert.Equal(sorted, sorted.Reverse().Order(Akka.Cluster.Member.AddressOrdering));
    }

    [Fact]
    public void Versions_are_compared_part_by_part()
    {
        string[] sorted = ["0.9", "1.0-rc1", "1.0-rc2", "1.0", "1.0.1", "1.2", "1.10"];

        Assert.Equal(sorted, sorted.Reverse().Select(AppVersion.Create).Order().Select(version => version.Version));
    }

    private static Address At(string host, int port) => new("akka.tcp", "test", host, port);
}
