using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Replication.Leases;

/// <summary>Whole clusters that grant leases, with messages that get lost and doubled, and members that come, go, die and are cut off.</summary>
public sealed class LeaseLawTests
{
    [Fact]
    public void A_session_has_one_holder_who_has_what_was_acknowledged_and_everyone_is_granted_or_refused_in_time() => Law.Holds(
        from seed in Gen.Choose(0, int.MaxValue)
        from members in Gen.Choose(1, 5)
        from loss in Gen.Choose(0, 15)
        from slowest in Gen.Elements(20, 400)
        from isTroubled in Gen.Elements(true, false)
        select (seed, members, loss, slowest, isTroubled),
        c =>
        {
            var cluster = new LeaseCluster(c.seed, c.members, c.loss / 100.0, c.slowest);
            cluster.BeginUsing(users: 120, untilMilliseconds: 14_000);
            if (c.isTroubled) cluster.BeginTrouble(untilMilliseconds: 13_000);
            cluster.Run(TimeSpan.FromSeconds(40));
            var (left, unanswered) = (cluster.Living.Sum(life => life.Left), cluster.Users.Count(user => !user.IsDone && user.Member.IsAlive));
            if (cluster.Failures.Count + left + unanswered == 0) return cluster.GrantCount > 0;
            throw new InvalidOperationException($"{left} leases left, {unanswered} users unanswered. {string.Join("; ", cluster.Failures)}");
        },
        count: 200);

    [Fact]
    public void Without_trouble_all_are_granted() => Law.Holds(
        from seed in Gen.Choose(0, int.MaxValue)
        from members in Gen.Choose(1, 5)
        select (seed, members),
        c =>
        {
            var cluster = new LeaseCluster(c.seed, c.members, loss: 0);
            cluster.BeginUsing(users: 60, untilMilliseconds: 20_000);
            cluster.Run(TimeSpan.FromSeconds(40));
            return cluster.Failures.Count == 0 && cluster.Users.TrueForAll(user => user is { IsDone: true, Refusal: null });
        },
        count: 50);
}
