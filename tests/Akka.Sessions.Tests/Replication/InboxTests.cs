using Akka.Sessions.Messages;
using Akka.Sessions.Replication;
using Akka.Sessions.Tests.Generators;
using FsCheck.Fluent;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Replication;

public sealed class InboxTests
{
    private static readonly StreamId Stream = new(12);
    private static readonly InboxLimits Limits = new(HeldBytes: 10_000, EarlyBatches: 10, RepairRetry: TimeSpan.FromMilliseconds(500));

    [Fact]
    public void Batches_in_order_are_handed_out_and_the_cursor_follows_once_they_are_applied()
    {
        var inbox = new Inbox(Stream, 0, Limits);

        Assert.IsType<BatchOutcome.InOrder>(inbox.Take(Batch(1), Now));
        Assert.False(inbox.Applying(1, sessions: 2));
        Assert.False(inbox.Applied(1));
        Assert.Equal(0, inbox.Cursor);
        Assert.True(inbox.Applied(1));
        Assert.Equal(1, inbox.Cursor);
        Assert.False(inbox.IsBehind);
    }

    [Fact]
    public void The_cursor_does_not_pass_a_batch_that_is_still_being_applied()
    {
        var inbox = new Inbox(Stream, 0, Limits);
        inbox.Take(Batch(1), Now);
        inbox.Applying(1, sessions: 1);
        inbox.Take(Batch(2), Now);

        Assert.False(inbox.Applying(2, sessions: 0));
        Assert.Equal(0, inbox.Cursor);
        Assert.True(inbox.Applied(1));
        Assert.Equal(2, inbox.Cursor);
    }

    [Fact]
    public void A_gap_is_asked_for_once_and_what_is_beyond_it_is_held()
    {
        var inbox = new Inbox(Stream, 0, Limits);

        var gap = Assert.IsType<BatchOutcome.Gap>(inbox.Take(Batch(3), Now));
        Assert.Equal(new RepairRequest(Stream, 1, 2), gap.Missing);
        Assert.IsType<BatchOutcome.Waiting>(inbox.Take(Batch(4), After(10)));
        Assert.Null(inbox.DueRepair(After(499)));
        Assert.Equal(new RepairRequest(Stream, 1, 2), inbox.DueRepair(After(500)));
    }

    [Fact]
    public void The_batches_behind_a_gap_follow_when_it_is_filled()
    {
        var inbox = new Inbox(Stream, 0, Limits);
        inbox.Take(Batch(3), Now);
        inbox.Take(Batch(2), Now);

        var filled = Assert.IsType<BatchOutcome.InOrder>(inbox.Take(Batch(1), Now));

        Assert.Equal([1, 2, 3], filled.Batches.Select(b => b.Number));
    }

    [Fact]
    public void A_repair_under_way_is_not_asked_for_again_while_it_makes_progress()
    {
        var inbox = new Inbox(Stream, 0, Limits);
        inbox.Take(Batch(9), Now);
        inbox.Take(Batch(1), After(400));

        Assert.Null(inbox.DueRepair(After(800)));
        Assert.Equal(new RepairRequest(Stream, 2, 8), inbox.DueRepair(After(900)));
    }

    [Fact]
    public void A_lost_last_batch_is_noticed_by_the_announcement_once_it_cannot_be_under_way_any_more()
    {
        var inbox = new Inbox(Stream, 4, Limits);
        inbox.Announced(6, Now);

        Assert.True(inbox.IsBehind);
        Assert.Null(inbox.DueRepair(After(499)));
        Assert.Equal(new RepairRequest(Stream, 5, 6), inbox.DueRepair(After(500)));
    }

    [Fact]
    public void An_announcement_that_overtakes_its_batches_asks_for_nothing()
    {
        var inbox = new Inbox(Stream, 0, Limits);
        for (var number = 1; number <= 20; number++)
        {
            inbox.Announced(number + 1, After(number * 100));
            Complete(inbox, inbox.Take(Batch(number), After((number * 100) + 50)));
            Assert.Null(inbox.DueRepair(After((number * 100) + 60)));
        }
    }

    [Fact]
    public void What_an_origin_out_of_reach_has_sent_is_missing_at_once()
    {
        var inbox = new Inbox(Stream, 4, Limits);
        inbox.Announced(6, Now);
        inbox.Missing(6);

        Assert.Equal(new RepairRequest(Stream, 5, 6), inbox.DueRepair(Now));
    }

    [Fact]
    public void What_died_with_its_origin_is_passed_once_all_that_there_is_has_been_applied()
    {
        var inbox = new Inbox(Stream, 2, Limits);
        inbox.Take(Batch(5), Now);
        inbox.Take(Batch(900_000_000_000), Now);

        var held = inbox.TakeHeld();
        foreach (var batch in held) inbox.Applying(batch.Number, sessions: 1);

        Assert.Equal([5, 900_000_000_000], held.Select(batch => batch.Number));
        Assert.True(inbox.CloseHoles());
        Assert.Equal(4, inbox.Cursor);
        Assert.False(inbox.Applied(900_000_000_000));
        Assert.True(inbox.Applied(5));
        Assert.Equal((900_000_000_000, false), (inbox.Cursor, inbox.IsBehind));
        Assert.Null(inbox.DueRepair(After(10_000)));
    }

    [Fact]
    public void A_batch_received_before_is_seen()
    {
        var inbox = new Inbox(Stream, 2, Limits);
        inbox.Take(Batch(5), Now);

        Assert.IsType<BatchOutcome.Seen>(inbox.Take(Batch(2), Now));
        Assert.IsType<BatchOutcome.Seen>(inbox.Take(Batch(5), Now));
    }

    [Fact]
    public void Beyond_the_bound_a_held_batch_is_dropped_and_asked_for_later()
    {
        var inbox = new Inbox(Stream, 0, Limits);
        inbox.Take(Batch(2, bytes: 9000), Now);
        inbox.Take(Batch(3, bytes: 9000), Now);

        Assert.Equal(1, inbox.Dropped);
        Complete(inbox, inbox.Take(Batch(1), Now));
        Assert.Equal(2, inbox.Cursor);
        Assert.Equal(new RepairRequest(Stream, 3, 3), inbox.DueRepair(Now));
    }

    [Fact]
    public void Held_batches_that_carry_nothing_are_bounded_too()
    {
        var inbox = new Inbox(Stream, 0, Limits);
        for (var number = 2; number < 1000; number++) inbox.Take(Batch(number, bytes: 0), Now);

        Assert.InRange(inbox.Dropped, 800, 998);
    }

    [Fact]
    public void While_state_is_transferred_batches_are_applied_as_they_come_and_asked_for_afterwards()
    {
        var inbox = new Inbox(Stream, null, Limits);

        Assert.IsType<BatchOutcome.InOrder>(inbox.Take(Batch(8), Now));
        inbox.Applying(8, sessions: 1);
        Complete(inbox, inbox.Take(Batch(6), Now));
        Assert.Equal((0, true), (inbox.Cursor, inbox.IsBehind));
        Assert.Null(inbox.DueRepair(Now));

        inbox.StartAt(5);
        Assert.Equal(6, inbox.Cursor);
        Assert.Equal(new RepairRequest(Stream, 7, 7), inbox.DueRepair(Now));
        Complete(inbox, inbox.Take(Batch(7), Now));
        Assert.Equal(7, inbox.Cursor);
        Assert.True(inbox.Applied(8));
        Assert.Equal((8, false), (inbox.Cursor, inbox.IsBehind));
    }

    [Fact]
    public void Every_batch_is_handed_out_once_and_the_cursor_ends_at_the_last_whatever_the_order()
    {
        var arrivals = from again in Gen.SubListOf(Enumerable.Range(1, 12).ToArray())
                       from order in Gen.Shuffle(Enumerable.Range(1, 12).Concat(again).ToArray())
                       from start in Gen.Choose(-1, 3)
                       from startAfter in Gen.Choose(0, order.Length)
                       select (order, start, startAfter);
        Law.Holds(arrivals, a =>
        {
            var inbox = new Inbox(Stream, a.start < 0 ? null : a.start, Limits with { EarlyBatches = 100, HeldBytes = 20_000 });
            var handedOut = new List<long>();
            for (var i = 0; i < a.order.Length; i++)
            {
                if (i == a.startAfter) inbox.StartAt(2);
                Receive(Batch(a.order[i]));
            }

            inbox.StartAt(2);
            while (inbox.DueRepair(Now) is { } missing)
            {
                for (var number = missing.From; number <= missing.To; number++) Receive(Batch(number));
            }

            return handedOut.Distinct().Count() == handedOut.Count && inbox.Cursor == 12 && !inbox.IsBehind;

            void Receive(ReplicationBatch batch)
            {
                if (inbox.Take(batch, Now) is not BatchOutcome.InOrder ready) return;
                handedOut.AddRange(ready.Batches.Select(b => b.Number));
                foreach (var handed in ready.Batches) inbox.Applying(handed.Number, sessions: 0);
            }
        });
    }

    private static void Complete(Inbox inbox, BatchOutcome outcome)
    {
        foreach (var batch in Assert.IsType<BatchOutcome.InOrder>(outcome).Batches) inbox.Applying(batch.Number, sessions: 0);
    }

    private static ReplicationBatch Batch(long number, int bytes = 1) => new(Stream, number, false, new byte[bytes]);
}
