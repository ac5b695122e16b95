using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;

namespace Akka.Sessions.Tests.Replication;

/// <summary>Whatever happens to pages and donors, everyone ends with everything: one joiner, several, or all members at once.</summary>
public sealed class TransferLawTests
{
    [Fact]
    public void Every_joiner_has_everything_in_the_end_and_no_cursor_covers_what_it_has_not() =>
        Law.Holds(Gen.Choose(0, int.MaxValue - 1), seed =>
        {
            var world = new TransferWorld(seed);
            world.Run();
            // Of those that are alive: what only the dead had is gone.
            var expected = world.Alive.SelectMany(member => world.Initial[member.Id]).ToHashSet();
            Assert.All(world.Alive, member => Assert.Empty(member.Uncovered()));
            Assert.All(world.Alive, member => Assert.Empty(expected.Except(member.Held)));
            return true;
        }, count: 200);
}
