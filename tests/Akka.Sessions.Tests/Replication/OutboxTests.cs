using Akka.Sessions.Messages;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Tests.Replication;

public sealed class OutboxTests
{
    private readonly Outbox _outbox = new(new StreamId(11), maxBatchBytes: 10);

    [Fact]
    public void Pieces_offered_before_it_is_taken_share_a_batch_and_its_number()
    {
        Assert.Equal(1, _outbox.Offer([1, 2], ackAtOnce: false));
        Assert.Equal(1, _outbox.Offer([3], ackAtOnce: true));

        var batch = Assert.Single(_outbox.Take());
        Assert.Equal(1, batch.Number);
        Assert.True(batch.AckAtOnce);
        Assert.Equal([1, 2, 3], batch.Payload.ToArray());
        Assert.False(_outbox.HasOpen);
    }

    [Fact]
    public void Numbers_have_no_holes()
    {
        for (var i = 1; i <= 20; i++)
        {
            Assert.Equal(i, _outbox.Offer(new byte[1 + (i % 12)], ackAtOnce: false));
            Assert.Equal(i, Assert.Single(_outbox.Take()).Number);
        }

        Assert.Equal(20, _outbox.LastTaken);
    }

    [Fact]
    public void A_full_batch_makes_room_for_the_next()
    {
        Assert.Equal(1, _outbox.Offer(new byte[6], ackAtOnce: true));
        Assert.Equal(2, _outbox.Offer(new byte[6], ackAtOnce: false));

        var batches = _outbox.Take();
        Assert.Equal([1, 2], batches.Select(b => b.Number));
        Assert.Equal([true, false], batches.Select(b => b.AckAtOnce));
    }

    [Fact]
    public void A_piece_bigger_than_a_batch_is_one_of_its_own()
    {
        _outbox.Offer([1], ackAtOnce: false);
        _outbox.Offer(new byte[100], ackAtOnce: false);
        _outbox.Offer([2], ackAtOnce: false);

        Assert.Equal([1, 100, 1], _outbox.Take().Select(b => b.Payload.Length));
    }

    [Fact]
    public void A_batch_that_was_taken_does_not_change_with_the_next()
    {
        _outbox.Offer([1, 2, 3], ackAtOnce: false);
        var first = _outbox.Take()[0];
        _outbox.Offer([7, 8, 9], ackAtOnce: false);
        _outbox.Take();

        Assert.Equal([1, 2, 3], first.Payload.ToArray());
    }

    [Fact]
    public void What_is_announced_is_what_was_taken()
    {
        _outbox.Offer([1], ackAtOnce: false);

        Assert.Equal((1, 0), (_outbox.LastNumber, _outbox.LastTaken));
    }
}
