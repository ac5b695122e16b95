using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class MemberCursorsTests
{
    private static readonly StreamId Mine = new(A.Incarnation);
    private readonly MemberCursors _cursors = new();

    [Fact]
    public void Everyone_has_what_the_slowest_has()
    {
        _cursors.Advance(A, Mine, 9);
        _cursors.Learn(new(B, 4, [new(Mine, 7)]));
        _cursors.Learn(new(C, 0, [new(Mine, 5)]));

        Assert.Equal(5, _cursors.AcknowledgedByAll(Mine, View(B, C)));
        Assert.Equal(4, _cursors.Of(B, new StreamId(B.Incarnation)));
        Assert.True(_cursors.IsAnyoneBehind(View(B, C)));
    }

    [Fact]
    public void A_member_that_said_nothing_has_nothing_joining_and_unreachable_ones_included()
    {
        _cursors.Advance(A, Mine, 9);
        _cursors.Learn(new(B, 0, [new(Mine, 9)]));

        Assert.Equal(0, _cursors.AcknowledgedByAll(Mine, View(Is(B, MemberStanding.Up), Is(C, MemberStanding.Joining))));
        Assert.Equal(0, _cursors.AcknowledgedByAll(Mine, View(Is(B, MemberStanding.Up), Unreachable(C))));
        Assert.Equal(9, _cursors.AcknowledgedByAll(Mine, View(Is(B, MemberStanding.Up), Refused(C))));
    }

    [Fact]
    public void A_late_report_does_not_move_a_cursor_back()
    {
        _cursors.Learn(new(B, 0, [new(Mine, 7)]));
        _cursors.Learn(new(B, 0, [new(Mine, 5)]));

        Assert.Equal(7, _cursors.Of(B, Mine));
    }

    [Fact]
    public void A_batch_of_a_dead_origin_is_asked_of_the_reachable_member_that_is_furthest()
    {
        var dead = new StreamId(99);
        _cursors.Learn(new(B, 0, [new(dead, 5)]));
        _cursors.Learn(new(C, 0, [new(dead, 8)]));
        _cursors.Learn(new(D, 0, [new(dead, 9)]));

        Assert.Equal(C, _cursors.WhoHas(dead, 5, View(Is(B, MemberStanding.Up), Is(C, MemberStanding.Up), Unreachable(D))));
        Assert.Null(_cursors.WhoHas(dead, 10, View(B, C, D)));
    }

    [Fact]
    public void A_stream_is_settled_when_its_origin_is_gone_and_everyone_is_equally_far()
    {
        var stream = new StreamId(C.Incarnation);
        _cursors.Advance(A, stream, 5);
        _cursors.Learn(new(B, 0, [new(stream, 4)]));

        Assert.False(_cursors.IsSettled(stream, View(B)));
        _cursors.Learn(new(B, 0, [new(stream, 5)]));
        Assert.True(_cursors.IsSettled(stream, View(B)));
        Assert.False(_cursors.IsSettled(stream, View(B, C)));
    }

    [Fact]
    public void A_member_that_is_forgotten_has_proved_nothing()
    {
        _cursors.Learn(new(B, 3, [new(Mine, 7)]));
        _cursors.Forget(B);

        Assert.Equal(0, _cursors.Of(B, Mine));
    }
}
