using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Replication.Expiry;

/// <summary>Whole clusters vote, with clocks up to an hour apart that jump, and votes that get lost.</summary>
public sealed class ExpiryLawTests
{
    private const int Long = 60_000;

    [Fact]
    public void No_session_ends_while_it_is_in_use_each_ends_once_and_none_lives_twice_its_timeout() => Law.Holds(
        from seed in Gen.Choose(0, int.MaxValue)
        from members in Gen.Choose(1, 5)
        from loss in Gen.Choose(0, 20)
        select (seed, members, loss),
        c =>
        {
            var cluster = new ExpiryCluster(c.seed, c.members, c.loss / 100.0, crashAt: null);
            cluster.Run(Long);
            return cluster.Failures.Count == 0 && cluster.Ends == (6, 1);
        },
        count: 200);

    [Fact]
    public void When_a_member_dies_in_the_middle_another_takes_over() => Law.Holds(
        from seed in Gen.Choose(0, int.MaxValue)
        from members in Gen.Choose(2, 5)
        from loss in Gen.Choose(0, 10)
        from crashAt in Gen.Choose(0, 15_000)
        select (seed, members, loss, crashAt),
        c =>
        {
            var cluster = new ExpiryCluster(c.seed, c.members, c.loss / 100.0, c.crashAt);
            cluster.Run(Long);
            return cluster.Failures.Count == 0 && cluster.Ends.Sessions == 6;
        },
        count: 200);
}
