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
    // Beyond a gap, waiting for it.
    private readonly SortedList<long, ReplicationBatch> _held = [];

    // Handed out before the stream was started: not to be handed out again.
    private readonly SortedSet<long> _early = [];

    // Handed out and not yet applied by so many sessions.
    private readonly Dictionary<long, int> _applying = [];

    // Applied, while one before it is not.
    private readonly HashSet<long> _appliedBeyond = [];

    private bool _isStarted = cursor is not null;
    private long _delivered = cursor ?? 0;
    private long _announced;
    private long _missing;
    private long _closedTo;
    private DateTimeOffset _awaitedSince;
    private long _heldBytes;
    private long _askedTo;
    private DateTimeOffset? _askedAt;

    public StreamId Stream => stream;

    /// <summary>The last number applied in order: what <see cref="Cursors"/> reports.</summary>
    public long Cursor { get; private set; } = cursor ?? 0;

    /// <summary>The highest number heard of, by batch or by announcement.</summary>
    public long LastKnown => Math.Max(Math.Max(_announced, _delivered), LastMissing);

    /// <summary>Members beside the origin that were asked for batches of it: only they may pass them on while the origin is a member.</summary>
    public HashSet<MemberId> Relays { get; } = [];

    public bool IsBehind => Cursor < LastKnown || !_isStarted;

    /// <summary>Batches that were dropped because too much was held back.</summary>
    public long Dropped { get; private set; }

    public BatchOutcome Take(ReplicationBatch batch, DateTimeOffset now)
    {
        if (!_isStarted) return TakeEarly(batch);
        if (batch.Number <= _delivered || _held.ContainsKey(batch.Number) || _early.Contains(batch.Number)) return new BatchOutcome.Seen();
        if (batch.Number == _delivered + 1) return Deliver(batch, now);
        Hold(batch);
        return DueRepair(now) is { } missing ? new BatchOutcome.Gap(missing) : new BatchOutcome.Waiting();
    }

    /// <summary>The batch concerns that many sessions; call it once for each batch handed out. True when the cursor moved, as with none.</summary>
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
        // A stream that was started already skips to there; what was held back is asked for again.
        Missing(LastKnown);
        _held.Clear();
        _heldBytes = 0;
        _askedAt = null;
        _isStarted = true;
        _delivered = Math.Max(_delivered, number);
        Cursor = Math.Max(Cursor, number);
        _early.RemoveWhere(n => n <= _delivered);
        _appliedBeyond.RemoveWhere(n => n <= Cursor);
        while (_early.Remove(_delivered + 1)) _delivered++;
        AdvanceCursor();
    }

    /// <summary>
    /// The origin's last number, from its <see cref="Cursors"/>. These go straight, batches through the topic, so the batch may still be under
    /// way: it counts as missing only when nothing of the stream has come for the retry interval.
    /// </summary>
    public void Announced(long lastNumber, DateTimeOffset now)
    {
        if (lastNumber <= LastKnown) return;
        if (_delivered >= LastKnown) _awaitedSince = now;
        _announced = lastNumber;
    }

    /// <summary>Someone has the stream up to there, and nothing of it can be under way: its origin is gone or cannot be reached.</summary>
    public void Missing(long lastNumber) => _missing = Math.Max(_missing, lastNumber);

    /// <summary>
    /// The origin is gone, and nobody has what is missing: what was held back for it is handed out. Call <see cref="CloseHoles"/> when each was
    /// given to <see cref="Applying"/>.
    /// </summary>
    public IReadOnlyList<ReplicationBatch> TakeHeld()
    {
        _closedTo = Math.Max(_delivered, Math.Max(_held.Count > 0 ? _held.Keys[^1] : 0, _early.Max));
        ReplicationBatch[] held = [.. _held.Values];
        _held.Clear();
        _heldBytes = 0;
        _early.Clear();
        _delivered = _closedTo;
        _announced = _missing = 0;
        return held;
    }

    /// <summary>What is missing will never come: the cursor passes it. True when it moved.</summary>
    public bool CloseHoles() => AdvanceCursor();

    /// <summary>What to ask for now: the first missing range, unless it was asked for less than the retry interval ago.</summary>
    public RepairRequest? DueRepair(DateTimeOffset now)
    {
        if (!_isStarted || _delivered >= LastKnown) return null;
        if (_delivered >= LastMissing && now - _awaitedSince < limits.RepairRetry) return null;
        if (_askedAt is { } asked && now - asked < limits.RepairRetry) return null;
        _askedAt = now;
        _askedTo = LastKnown;
        if (_held.Count > 0) _askedTo = Math.Min(_askedTo, _held.Keys[0] - 1);
        if (_early.Count > 0) _askedTo = Math.Min(_askedTo, _early.Min - 1);
        return new(stream, _delivered + 1, _askedTo);
    }

    // For certain: something behind it is here, or nothing of it can be under way.
    private long LastMissing => Math.Max(_missing, Math.Max(_held.Count > 0 ? _held.Keys[^1] : 0, _early.Max));

    private BatchOutcome.InOrder Deliver(ReplicationBatch batch, DateTimeOffset now)
    {
        var ready = new List<ReplicationBatch> { batch };
        _delivered = batch.Number;
        while (true)
        {
            if (_held.Count > 0 && _held.Keys[0] == _delivered + 1) ready.Add(Unhold());
            else if (!_early.Remove(_delivered + 1)) break;
            _delivered++;
        }

        _awaitedSince = now;
        // The repair is arriving: its rest is given its time. Behind it, whatever is missing is another gap.
        if (_askedAt is not null) _askedAt = _delivered >= _askedTo ? null : now;
        return new(ready);
    }

    private BatchOutcome TakeEarly(ReplicationBatch batch)
    {
        if (_early.Count >= limits.EarlyBatches || !_early.Add(batch.Number)) return new BatchOutcome.Seen();
        return new BatchOutcome.InOrder([batch]);
    }

    private void Hold(ReplicationBatch batch)
    {
        if (_heldBytes + batch.Weight > limits.HeldBytes)
        {
            // Its number stays known, so it is asked for when the gap before it is closed.
            Missing(batch.Number);
            Dropped++;
            return;
        }

        _held.Add(batch.Number, batch);
        _heldBytes += batch.Weight;
    }

    private ReplicationBatch Unhold()
    {
        var batch = _held.Values[0];
        _held.RemoveAt(0);
        _heldBytes -= batch.Weight;
        return batch;
    }

    private bool Complete(long number)
    {
        if (number > Cursor) _appliedBeyond.Add(number);
        return AdvanceCursor();
    }

    private bool AdvanceCursor()
    {
        var before = Cursor;
        while (_appliedBeyond.Remove(Cursor + 1) || PassHole()) Cursor++;
        return Cursor > before;
    }

    private bool PassHole()
    {
        if (Cursor >= _closedTo || _applying.ContainsKey(Cursor + 1)) return false;
        // At once to the next number that counts: a hole may be wide.
        var next = _applying.Keys.Concat(_appliedBeyond).Where(number => number > Cursor && number <= _closedTo).DefaultIfEmpty(_closedTo + 1).Min();
        Cursor = next - 2;
        return true;
    }
}

/// <summary>Bounds of one inbox.</summary>
/// <param name="HeldBytes">Batches beyond a gap that are held back.</param>
/// <param name="EarlyBatches">Batches applied during a transfer whose numbers are kept.</param>
/// <param name="RepairRetry">How long an asked-for batch may take before it is asked for again.</param>
internal sealed record InboxLimits(long HeldBytes, int EarlyBatches, TimeSpan RepairRetry)
{
    public static readonly InboxLimits Default = new(16 * 1024 * 1024, 100_000, TimeSpan.FromMilliseconds(500));

    /// <summary>Of an origin that was never met: it is gone, or was never there. What is not held is asked for when its turn comes.</summary>
    public static readonly InboxLimits Hearsay = Default with { HeldBytes = 256 * 1024, EarlyBatches = 1000 };
}
