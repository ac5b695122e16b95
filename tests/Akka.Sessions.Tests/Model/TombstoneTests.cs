using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Tests.Generators;

namespace Akka.Sessions.Tests.Model;

public sealed class TombstoneTests
{
    private static readonly StreamId Stream = new(12);
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_tombstone_stays_until_everyone_acknowledged_it_and_its_retention_passed()
    {
        var tombstones = new Tombstones(100, Retention);
        tombstones.Add(Of(1, number: 5));

        tombstones.TakeHeard(_ => 4, Members.Now);
        Assert.Empty(tombstones.TakeForgettable(_ => 5, () => [], Members.Now + Retention));
        tombstones.TakeHeard(_ => 5, Members.Now + Retention);
        Assert.Empty(tombstones.TakeForgettable(_ => 5, () => [], Members.Now + Retention * 2 - TimeSpan.FromSeconds(1)));
        Assert.Equal(1, tombstones.Count);
        Assert.Equal(Pieces.Id(1), Assert.Single(tombstones.TakeForgettable(_ => 5, () => [], Members.Now + Retention * 2)).Id);
        Assert.Equal(0, tombstones.Count);
    }

    [Fact]
    public void It_outlives_what_a_member_sent_before_it_had_heard_of_the_end()
    {
        var other = new StreamId(13);
        var tombstones = new Tombstones(100, Retention);
        tombstones.Add(Of(1, number: 5));
        tombstones.TakeHeard(_ => 5, Members.Now);
        var here = new Dictionary<StreamId, long> { [Stream] = 5, [other] = 8 };

        Assert.Empty(tombstones.TakeForgettable(stream => here[stream], () => null, Members.Now + Retention));
        Assert.Empty(tombstones.TakeForgettable(stream => here[stream], () => [new(Stream, 5), new(other, 9)], Members.Now + Retention));
        Assert.Equal(1, tombstones.Count);

        here[other] = 9;
        Assert.Equal(Pieces.Id(1), Assert.Single(tombstones.TakeForgettable(stream => here[stream], () => [], Members.Now + Retention)).Id);
    }

    [Fact]
    public void One_that_is_not_acknowledged_does_not_keep_those_of_other_streams()
    {
        var other = new StreamId(13);
        var tombstones = new Tombstones(100, Retention);
        tombstones.Add(Of(1, number: 5));
        tombstones.Add(Of(2, number: 5) with { Stream = other });
        tombstones.TakeHeard(stream => stream == other ? 5 : 4, Members.Now);

        Assert.Equal(Pieces.Id(2), Assert.Single(tombstones.TakeForgettable(_ => 5, () => [], Members.Now + Retention)).Id);
        Assert.Equal(1, tombstones.Count);
    }

    [Fact]
    public void An_ended_session_is_told_to_forget_its_content_once_everyone_has_heard_of_its_end()
    {
        var tombstones = new Tombstones(100, Retention);
        tombstones.Add(Of(1, number: 5));
        tombstones.Add(Of(2, number: 6) with { Removed = new(7, 1) });
        tombstones.Add(Of(3, number: 7));

        Assert.Empty(tombstones.TakeHeard(_ => 4, Members.Now));
        Assert.Equal([Pieces.Id(1)], tombstones.TakeHeard(_ => 6, Members.Now));
        Assert.Equal([Pieces.Id(3)], tombstones.TakeHeard(_ => 7, Members.Now));
        Assert.Empty(tombstones.TakeHeard(_ => 7, Members.Now));
        Assert.Equal(3, tombstones.Count);
    }

    [Fact]
    public void Beyond_the_bound_the_oldest_goes_and_is_counted()
    {
        var tombstones = new Tombstones(2, Retention);
        Assert.Null(tombstones.Add(Of(1, number: 1)));
        Assert.Null(tombstones.Add(Of(2, number: 2)));

        Assert.Equal(Pieces.Id(1), tombstones.Add(Of(3, number: 3))!.Value.Id);
        Assert.Equal(2, tombstones.Count);
        Assert.Equal(1, tombstones.DroppedEarly);
    }

    [Fact]
    public void Beyond_the_bound_one_of_which_everyone_has_heard_goes_first()
    {
        var tombstones = new Tombstones(2, Retention);
        tombstones.Add(Of(1, number: 1));
        tombstones.Add(Of(2, number: 2) with { Stream = new(13) });
        tombstones.TakeHeard(stream => stream == Stream ? 0 : 2, Members.Now);

        Assert.Equal(Pieces.Id(2), tombstones.Add(Of(3, number: 3))!.Value.Id);
    }

    [Fact]
    public void What_nobody_ever_sent_is_not_waited_for_for_ever()
    {
        var tombstones = new Tombstones(100, Retention);
        tombstones.Add(Of(1, number: 5));
        tombstones.TakeHeard(_ => 6, Members.Now);
        StreamCursor[] claimed = [new(Stream, 1_000_000_000)], real = [new(Stream, 6)];

        Assert.Empty(tombstones.TakeForgettable(_ => 6, () => claimed, Members.Now + Retention));
        Assert.Empty(tombstones.TakeForgettable(_ => 6, () => real, Members.Now + (Retention * 1.9)));
        Assert.Empty(tombstones.TakeForgettable(_ => 6, () => null, Members.Now + (Retention * 2)));
        Assert.Equal(Pieces.Id(1), Assert.Single(tombstones.TakeForgettable(_ => 6, () => real, Members.Now + (Retention * 2))).Id);
    }

    private static Tombstone Of(int id, long number) => new(Pieces.Id(id), null, Stream, number);
}
