using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>
/// One stream as this member receives it. The cursor only grows, and only over batches whose pieces are all applied here, so that it never
/// runs ahead of what a reader sees. A gap is asked for once at a time; batches beyond it are held, bounded in bytes.
/// </summary>
/// <remarks>
/// While state is being transferred the cursor is unknown: batches are applied as they come (pieces merge in any order) and only their numbers
/// kept; <see cref="StartAt"/> sets the cursor when the transfer is complete. A member that is complete learns of a new stream with cursor 0.
/// </remarks>
internal sealed class Inbox(StreamId stream, long? cursor, InboxLimits limits)
{
    private readonly SortedList<long, ReplicationBatch> _held = [];
    private readonly SortedSet<long> _early = [];
    private readonly Dictionary<long, int> _applying = [];
    private long _delivered = cursor ?? 0;
    private long _announced;
    private long _heldBytes;
    private DateTimeOffset? _askedAt;
    private bool _isStarted = cursor is not null;

    public StreamId Stream => stream;

    /// <summary>The last number applied in order: what <see cref="Cursors"/> reports; 0 while the stream is not started.</summary>
    public long Cursor { get; private set; } = cursor ?? 0;

    /// <summary>The highest number heard of, by batch or by announcement.</summary>
    public long LastKnown => Math.Max(_announced, Math.Max(_delivered, _held.Count > 0 ? _held.Keys[^1] : 0));

    public bool IsBehind => Cursor < LastKnown || !_isStarted;

    /// <summary>Batches that were dropped because too much was held back.</summary>
    public long Dropped { get; private set; }

    public BatchOutcome Take(ReplicationBatch batch, DateTimeOffset now)
    {
        if (!_isStarted) return TakeEarly(batch);
        if (batch.Number <= _delivered || _held.ContainsKey(batch.Number)) return new BatchOutcome.Seen();
        if (batch.Number == _delivered + 1) return Deliver(batch);
        Hold(batch);
        return DueRepair(now) is { } missing ? new BatchOutcome.Gap(missing) : new BatchOutcome.Waiting();
    }

    /// <summary>The batch concerns that many sessions. With none it is applied at once.</summary>
    public bool Applying(long number, int sessions)
    {
        if (sessions == 0) return Complete(number);
        _applying[number] = sessions;
        return false;
    }

    /// <summary>One of them has published its merged state. True when the cursor moved: acknowledge if a commit waits for it.</summary>
    public bool Applied(long number)
    {
        if (!_applying.TryGetValue(number, out var left)) return false;
        if (left > 1)
        {
            _applying[number] = left - 1;
            return false;
        }

        _applying.Remove(number);
        return Complete(number);
    }

    /// <summary>The transfer is complete: what the donors held is applied up to here, the rest is repaired.</summary>
    public void StartAt(long number)
    {
        if (_isStarted && number <= _delivered) return;
        _isStarted = true;
        _delivered = Math.Max(_delivered, number);
        Cursor = Math.Max(Cursor, number);
        _early.RemoveWhere(n => n <= _delivered);
        while (_held.Count > 0 && _held.Keys[0] <= _delivered) Unhold(0);
        AdvanceOverEarly();
    }

    /// <summary>The origin's last number, from its <see cref="Cursors"/>, or, when it is gone, the furthest cursor of anyone.</summary>
    public void Announced(long lastNumber) => _announced = Math.Max(_announced, lastNumber);

    /// <summary>What to ask for now: the first missing range, unless it was asked for less than the retry interval ago.</summary>
    public RepairRequest? DueRepair(DateTimeOffset now)
    {
        if (!_isStarted || _delivered >= LastKnown) return null;
        if (_askedAt is { } asked && now - asked < limits.RepairRetry) return null;
        _askedAt = now;
        var to = _held.Count > 0 ? _held.Keys[0] - 1 : _early.Count > 0 ? _early.Min - 1 : LastKnown;
        return new(stream, _delivered + 1, to);
    }

    private BatchOutcome.InOrder Deliver(ReplicationBatch batch)
    {
        var ready = new List<ReplicationBatch> { batch };
        _delivered = batch.Number;
        while (_held.Count > 0 && _held.Keys[0] == _delivered + 1)
        {
            _delivered++;
            ready.Add(Unhold(0));
        }

        AdvanceOverEarly();
        // Progress: whatever is missing now is another gap.
        _askedAt = null;
        return new(ready);
    }

    private BatchOutcome TakeEarly(ReplicationBatch batch)
    {
        if (_early.Count >= limits.EarlyBatches || !_early.Add(batch.Number)) return new BatchOutcome.Seen();
        return new BatchOutcome.InOrder([batch]);
    }

    private void AdvanceOverEarly()
    {
        while (_early.Remove(_delivered + 1))
        {
            _delivered++;
            if (!_applying.ContainsKey(_delivered)) Complete(_delivered);
        }
    }

    private void Hold(ReplicationBatch batch)
    {
        if (_heldBytes + batch.Payload.Length > limits.HeldBytes)
        {
            // The announcement keeps the number known, so it is asked for when the gap before it is closed.
            Announced(batch.Number);
            Dropped++;
            return;
        }

        _held.Add(batch.Number, batch);
        _heldBytes += batch.Payload.Length;
    }

    private ReplicationBatch Unhold(int at)
    {
        var batch = _held.Values[at];
        _held.RemoveAt(at);
        _heldBytes -= batch.Payload.Length;
        return batch;
    }

    private readonly SortedSet<long> _appliedBeyond = [];

    private bool Complete(long number)
    {
        _appliedBeyond.Add(number);
        var before = Cursor;
        while (_appliedBeyond.Remove(Cursor + 1)) Cursor++;
        return Cursor > before;
    }
}

/// <summary>Bounds of one inbox.</summary>
/// <param name="HeldBytes">Batches beyond a gap that are held back.</param>
/// <param name="EarlyBatches">Batches applied during a transfer whose numbers are kept.</param>
/// <param name="RepairRetry">How long an asked-for batch may take before it is asked for again.</param>
internal sealed record InboxLimits(long HeldBytes, int EarlyBatches, TimeSpan RepairRetry)
{
    public static readonly InboxLimits Default = new(16 * 1024 * 1024, 100_000, TimeSpan.FromMilliseconds(500));
}
