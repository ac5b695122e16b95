using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;

namespace Akka.Sessions.Protocol;

/// <summary>Batches of the others, merged in order. A batch counts as received only when every session it concerns shows it to readers.</summary>
internal sealed partial class ManagerProtocol
{
    private const long FragmentBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan FragmentPatience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<StreamId, Inbox> _inboxes = [];
    private readonly Dictionary<StreamId, Queue<long>> _acksWanted = [];
    private readonly RetainedBatches _retained;
    private readonly FragmentAssembly _fragments;

    // Handled at once, as if it had come in one piece: a detour through the mailbox would let its successor overtake it and look like a gap.
    // Only these carry a payload that can be too big.
    private void OnFragment(Fragment fragment, MemberId? from)
    {
        if (fragment.Member == _self || !IsMet(fragment.Member)) return;
        if (_fragments.Take(fragment, Now) is not { } whole) return;
        // One that is never fragmented is not read from fragments either, so this goes no deeper.
        Receive(MessageCodec.Read(whole.Manifest, whole.Bytes), from);
    }

    private void OnBatch(ReplicationBatch batch, MemberId? from)
    {
        if (batch.Stream.Origin == _self.Incarnation || InboxOf(batch.Stream) is not { } inbox || !IsFromOrigin(batch, inbox, from)) return;
        switch (inbox.Take(batch, Now))
        {
            case BatchOutcome.InOrder ready:
                foreach (var next in ready.Batches) Merge(inbox, next);
                break;
            case BatchOutcome.Gap gap:
                _board.Counters.GapSeen();
                AskForRepair(gap.Missing);
                break;
            case BatchOutcome.Seen when batch.AckAtOnce && batch.Number <= inbox.Cursor:
                AcknowledgeSoon(batch.Stream.Origin);
                break;
        }
    }

    /// <summary>The inbox of a stream whose origin we have met, or have known; a stranger's batches are dropped and repaired once it is met.</summary>
    private Inbox? InboxOf(StreamId stream)
    {
        if (_inboxes.TryGetValue(stream, out var inbox)) return inbox;
        // Streams for some members only come with a later version.
        if (stream.Stream != StreamId.Everyone) return null;
        if (!_view.TryFind(stream.Origin, out var origin) || !IsMet(origin.Value)) return null;
        // Published at once: a token of this origin is something to wait for from now on.
        _board.Applied.Publish(stream.Origin, 0);
        return _inboxes[stream] = NewInbox(stream, _joiner.IsComplete ? 0 : null, InboxLimits.Default);
    }

    private Inbox NewInbox(StreamId stream, long? cursor, InboxLimits limits) =>
        new(stream, cursor, limits with { RepairRetry = _settings.Replication.RepairInterval });

    private void Merge(Inbox inbox, ReplicationBatch batch)
    {
        _retained.Add(batch);
        if (batch.AckAtOnce) Want(batch);
        var pieces = Decode(batch);
        var source = new StreamCursor(batch.Stream, batch.Number);
        if (inbox.Applying(batch.Number, Math.Min(1, pieces.Count))) OnCursorMoved(inbox);
        var countdown = new Countdown(pieces.Count, () => _port.ToSelf(new BatchMerged(batch.Stream, batch.Number)));
        SessionId[] targets =
            [.. pieces.Where(piece => piece.State.IsMoved).SelectMany(piece => piece.State.End!.Moves, (_, move) => move.Target)];
        foreach (var piece in pieces) OnMergeRequest(new MergeRequest(piece, source, countdown) { IsMove = targets.Contains(piece.Id) });
    }

    // A batch that cannot be read must not hold up the ones behind it: it is logged, counts as received, and nothing of it is used.
    private IReadOnlyList<SessionPiece> Decode(ReplicationBatch batch)
    {
        try
        {
            return PieceCodec.Read(batch.Payload, batch.Stream.Origin);
        }
        catch (WireFormatException e)
        {
            _board.Counters.MessageRefused();
            _log.BatchUnreadable(batch.Stream, batch.Number, e);
            return [];
        }
    }

    private void OnBatchMerged(BatchMerged merged)
    {
        if (_inboxes.TryGetValue(merged.Stream, out var inbox) && inbox.Applied(merged.Number)) OnCursorMoved(inbox);
    }

    private void OnCursorMoved(Inbox inbox)
    {
        _board.Applied.Publish(inbox.Stream.Origin, inbox.Cursor);
        _cursors.Advance(_self, inbox.Stream, inbox.Cursor);
        _retained.Release(inbox.Stream, _cursors.AcknowledgedByAll(inbox.Stream, _view));
        LetGo(_tokenWaits.OnCursor(inbox.Stream, inbox.Cursor));
        if (TakeWanted(inbox)) AcknowledgeSoon(inbox.Stream.Origin);
    }

    private void Want(ReplicationBatch batch)
    {
        if (!_acksWanted.TryGetValue(batch.Stream, out var wanted)) _acksWanted[batch.Stream] = wanted = new();
        wanted.Enqueue(batch.Number);
    }

    private bool TakeWanted(Inbox inbox)
    {
        if (!_acksWanted.TryGetValue(inbox.Stream, out var wanted)) return false;
        var any = false;
        while (wanted.TryPeek(out var number) && number <= inbox.Cursor)
        {
            wanted.Dequeue();
            any = true;
        }

        return any;
    }

    private sealed record BatchMerged(StreamId Stream, long Number);
}
