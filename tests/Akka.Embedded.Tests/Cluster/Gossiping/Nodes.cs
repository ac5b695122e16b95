using Akka.Actor;
using Akka.Cluster;
using Akka.Util;

namespace Akka.Embedded.Tests.Cluster.Gossiping;

/// <summary>
/// Names for the members of tests without a network: node <c>n</c> listens on port <c>2550 + n</c>, so lower numbers lead.
/// </summary>
internal static class Nodes
{
    public static UniqueAddress Node(int number, int incarnation = 0) =>
        new(new Address("akka.tcp", "test", "127.0.0.1", 2550 + number), number * 1000 + incarnation + 1);

    public static Member Member(int number, MemberStatus status = MemberStatus.Up, int? upNumber = null, params string[] roles) =>
        new(Node(number), HasBeenUp(status) ? upNumber ?? number + 1 : Akka.Cluster.Member.NotUpYet, status, [.. roles], AppVersion.Zero);

    private static bool HasBeenUp(MemberStatus status) => status is not (MemberStatus.Joining or MemberStatus.WeaklyUp);

    /// <summary>A gossip of these members that all have seen.</summary>
    public static Gossip GossipOf(params Member[] members) =>
        members.Aggregate(Gossip.Empty.With(members), (gossip, member) => gossip.Seen(member.UniqueAddress));

    public static MembershipState StateOf(int self, Gossip gossip) => new(gossip, Node(self));

    /// <summary>
    /// The same gossip with every one of <paramref name="observers"/> not hearing from any of <paramref name="subjects"/>.
    /// </summary>
    public static Gossip Cut(this Gossip gossip, IEnumerable<int> observers, IReadOnlyCollection<int> subjects) => gossip with
    {
        Reachability = observers.Aggregate(gossip.Reachability, (table, observer) =>
            subjects.Aggregate(table, (row, subject) => row.Unreachable(Node(observer), Node(subject)))),
        SeenBy = [.. gossip.SeenBy.Except(subjects.Select(subject => Node(subject)))],
    };
}
