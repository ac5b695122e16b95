using Akka.Sessions.Messages;
using Akka.Sessions.Model;
using Akka.Sessions.Replication;
using Akka.Sessions.Wire;
using Microsoft.Extensions.Logging;

namespace Akka.Sessions.Protocol;

/// <summary>
/// Numbers what is written on this member, sends it to everyone, keeps it until everyone has it, and answers the commits that wait. While it is
/// busy the offers in its mailbox share a batch; when idle each goes at once. A piece is encoded once, for all members and for repair.
/// </summary>
internal sealed class ReplicatorProtocol
{
    private readonly ReplicatorSurroundings _surroundings;
    private readonly IReplicatorPort _port;
    private readonly SteadyClock _clock;
    private readonly Outbox _outbox;
    private readonly RetainedBatches _retained;
    private readonly MemberCursors _acknowledged = new();
    private readonly CommitTracker<PendingCommit> _commits;
    private readonly List<DrainRequest> _drains = [];
    private View _view;
    private bool _flushIsDue;

    public ReplicatorProtocol(ReplicatorSurroundings surroundings, IReplicatorPort port)
    {
        _surroundings = surroundings;
        _port = port;
        _clock = new SteadyClock(surroundings.Clock);
        _view = new View(surroundings.Self, []);
        _outbox = new Outbox(new StreamId(surroundings.Self.Incarnation), surroundings.Settings.Replication.BatchSize);
        _retained = new RetainedBatches(surroundings.Settings.Replication.Retention);
        _commits = new CommitTracker<PendingCommit>(_view);
    }

    /// <summary>Batches of this member that are kept because someone may still miss them.</summary>
    public int RetainedBatches => _retained.Count;

    private DateTimeOffset Now => _clock.Now;

    /// <summary>Takes whatever is told to the replicator.</summary>
    // An offer that fails costs itself, never the numbers and batches that others rely on.
    public void Receive(object message)
    {
        try
        {
            Dispatch(message);
        }
        catch (Exception e)
        {
            _surroundings.Log.MessageFailed(message.GetType().Name, e);
        }
    }

    /// <summary>Nobody sends any more: whoever waits is told what was reached.</summary>
    public void End()
    {
        _commits.End();
        Answer();
        foreach (var drain in _drains) drain.Done.TrySetCanceled();
        _drains.Clear();
    }

    private void Dispatch(object message)
    {
        switch (message)
        {
            case Offer offer: OnOffer(offer); break;
            case OfferAccesses offer: OnOfferAccesses(offer); break;
            case Flush: OnFlush(); break;
            case Acknowledged ack: OnAcknowledged(ack); break;
            case View view: OnView(view); break;
            case ResendRequest resend: OnResendRequest(resend); break;
            case DrainRequest drain: OnDrainRequest(drain); break;
            case CommitTick: OnCommitTime(); break;
            default: throw new ArgumentException($"The replicator takes no {message.GetType().Name}.", nameof(message));
        }
    }

    private void OnOffer(Offer offer)
    {
        try
        {
            var number = Number(offer);
            if (offer.Commit is { } commit)
                _commits.Track(number, commit.Level, commit, Now + _surroundings.Settings.CommitTimeout, commit.ReachableOnly);
            Answer();
        }
        catch (Exception e)
        {
            offer.Commit?.TrySetException(e);
            throw;
        }
    }

    private long Number(Offer offer)
    {
        var bytes = offer.Pieces.Count == 1
            ? PieceCodec.Write(offer.Pieces[0], _surroundings.Self.Incarnation)
            : [.. offer.Pieces.SelectMany(piece => PieceCodec.Write(piece, _surroundings.Self.Incarnation))];
        var number = _outbox.Offer(bytes, ackAtOnce: offer.Commit is { Level: not CommitLevel.None });
        FlushSoon();
        var source = new StreamCursor(_outbox.Stream, number);
        foreach (var piece in offer.Pieces)
        {
            if (piece.TombstoneOf(source) is { } tombstone) _port.ToManager(new TombstoneNoted(tombstone));
        }

        return number;
    }

    private void OnOfferAccesses(OfferAccesses offer)
    {
        _outbox.Offer(PieceCodec.Write(offer.Accesses), ackAtOnce: false);
        FlushSoon();
    }

    // Behind everything that is in the mailbox now: those offers go along.
    private void FlushSoon()
    {
        if (_flushIsDue) return;
        _flushIsDue = true;
        _port.ToSelf(Flush.Instance);
    }

    private void OnFlush()
    {
        _flushIsDue = false;
        foreach (var batch in _outbox.Take())
        {
            _retained.Add(batch);
            _port.Publish(batch);
        }

        _acknowledged.Advance(_surroundings.Self, _outbox.Stream, _outbox.LastTaken);
        _port.ToManager(new Published(_outbox.LastTaken));
        ReleaseAcknowledged();
    }

    private void OnAcknowledged(Acknowledged ack)
    {
        _acknowledged.Advance(ack.Member, _outbox.Stream, ack.Number);
        _commits.OnCursor(ack.Member, ack.Number);
        ReleaseAcknowledged();
        Answer();
    }

    private void OnView(View view)
    {
        foreach (var gone in _view.Others.Where(member => !view.Contains(member.Id))) _acknowledged.Forget(gone.Id);
        _view = view;
        _commits.OnView(view);
        ReleaseAcknowledged();
        Answer();
    }

    private void OnResendRequest(ResendRequest resend)
    {
        var request = resend.Request;
        foreach (var batch in _retained.Find(_outbox.Stream, request.From, request.To)) _port.Send(resend.Member, batch);
        var firstHeld = _retained.FirstHeld(_outbox.Stream) ?? _outbox.LastTaken + 1;
        var isGone = request.From < firstHeld;
        // Whoever asks for more than there is, for a client that says it has seen it, learns what there is: the open batch included, since
        // that client may have its answer from there.
        if (isGone || request.To > _outbox.LastNumber)
            _port.Send(resend.Member, new RepairUnavailable(_outbox.Stream, isGone ? firstHeld : 1, _outbox.LastNumber, request.To));
    }

    private void OnDrainRequest(DrainRequest request)
    {
        _drains.Add(request);
        AnswerDrained();
    }

    private void OnCommitTime()
    {
        _commits.OnTime(Now);
        Answer();
    }

    private void ReleaseAcknowledged()
    {
        _retained.Release(_outbox.Stream, _acknowledged.AcknowledgedByAll(_outbox.Stream, _view));
        AnswerDrained();
    }

    private void AnswerDrained()
    {
        if (_drains.Count == 0) return;
        if (_view.ReachableOthers.Any(member => _acknowledged.Of(member.Id, _outbox.Stream) < _outbox.LastNumber)) return;
        foreach (var drain in _drains) drain.Done.TrySetResult();
        _drains.Clear();
    }

    private void Answer()
    {
        foreach (var (commit, receipt) in _commits.TakeDecided()) commit.TrySetResult(receipt);
    }

    private sealed class Flush
    {
        public static readonly Flush Instance = new();
    }
}

/// <summary>What the replicator works with.</summary>
internal sealed record ReplicatorSurroundings(MemberId Self, SessionSettings Settings, TimeProvider Clock, ILogger Log);
