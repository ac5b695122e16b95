using Akka.Sessions.Messages;
using Akka.Sessions.Replication;

namespace Akka.Sessions.Tests.Replication;

public sealed class RetainedBatchesTests
{
    private static readonly StreamId Mine = new(11);
    private static readonly StreamId Theirs = new(12);
    private readonly RetainedBatches _retained = new(maxBytes: 10 * Batch(Mine, 1).Weight);

    [Fact]
    public void A_range_is_found_until_everyone_has_it()
    {
        for (var n = 1; n <= 5; n++) _retained.Add(Batch(Mine, n));

        Assert.Equal([2, 3, 4], _retained.Find(Mine, 2, 4).Select(b => b.Number));
        _retained.Release(Mine, 3);
        Assert.Equal([4], _retained.Find(Mine, 2, 4).Select(b => b.Number));
        Assert.Equal(4, _retained.FirstHeld(Mine));
        _retained.Release(Mine, 9);
        Assert.Equal((0, 0L), (_retained.Count, _retained.Bytes));
        Assert.Null(_retained.FirstHeld(Mine));
    }

    [Fact]
    public void One_answer_is_bounded_but_never_empty()
    {
        for (var n = 1; n <= 5; n++) _retained.Add(Batch(Mine, n));

        Assert.Equal([1, 2], _retained.Find(Mine, 1, 5, maxBytesOut: 2 * Batch(Mine, 1).Weight).Select(b => b.Number));
        Assert.Equal([1], _retained.Find(Mine, 1, 5, maxBytesOut: 1).Select(b => b.Number));
    }

    [Fact]
    public void Beyond_the_bound_the_oldest_of_the_biggest_stream_goes_and_is_counted()
    {
        _retained.Add(Batch(Theirs, 1));
        for (var n = 1; n <= 10; n++) _retained.Add(Batch(Mine, n));

        Assert.Equal(1, _retained.DroppedEarly);
        Assert.Equal(2, _retained.FirstHeld(Mine));
        Assert.Equal(1, _retained.FirstHeld(Theirs));
        Assert.Equal(10, _retained.Count);
    }

    [Fact]
    public void Holes_and_late_arrivals_are_no_trouble()
    {
        _retained.Add(Batch(Theirs, 7));
        _retained.Add(Batch(Theirs, 3));
        _retained.Add(Batch(Theirs, 3));

        Assert.Equal([3, 7], _retained.Find(Theirs, 1, 100).Select(b => b.Number));
        _retained.Release(Theirs, 3);
        Assert.Equal((7, 1), (_retained.FirstHeld(Theirs), _retained.Count));
        _retained.Forget(Theirs);
        Assert.Equal(0, _retained.Bytes);
    }

    [Fact]
    public void A_single_batch_above_the_bound_is_kept_as_the_only_one()
    {
        _retained.Add(Batch(Mine, 1));
        _retained.Add(Batch(Mine, 2, bytes: 5000));

        Assert.Equal([2], _retained.Find(Mine, 1, 2).Select(b => b.Number));
    }

    [Fact]
    public void Batches_that_carry_nothing_are_bounded_too()
    {
        for (var n = 1; n <= 1000; n++) _retained.Add(Batch(Mine, n, bytes: 0));

        Assert.InRange(_retained.Count, 1, 20);
    }

    [Fact]
    public async Task Numbers_as_far_apart_as_a_forger_likes_are_not_counted_up_to() => await Task.Run(() =>
    {
        foreach (var number in new[] { 1, long.MaxValue - 1, long.MaxValue }) _retained.Add(Batch(Theirs, number));

        Assert.Equal([1, long.MaxValue - 1, long.MaxValue], _retained.Find(Theirs, 1, long.MaxValue).Select(b => b.Number));
        Assert.Empty(_retained.Find(Theirs, 2, long.MaxValue - 2));
        _retained.Release(Theirs, 1);
        Assert.Equal(long.MaxValue - 1, _retained.FirstHeld(Theirs));
        _retained.Forget(Theirs);
        Assert.Equal((0, 0L), (_retained.Count, _retained.Bytes));
    }).WaitAsync(TimeSpan.FromSeconds(20));

    private static ReplicationBatch Batch(StreamId stream, long number, int bytes = 10) => new(stream, number, false, new byte[bytes]);
}
