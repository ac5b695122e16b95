using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>Something that ended and must not come back: a session, or, when <paramref name="Removed"/> is set, attributes of a living one.</summary>
/// <param name="Id">The session.</param>
/// <param name="Removed">For removed attributes: their stamp, to be given to <see cref="SessionState.ForgetRemoved"/>.</param>
/// <param name="Stream">The stream that carried the news.</param>
/// <param name="Number">The batch that carried it.</param>
/// <param name="Since">When it was noted here.</param>
internal readonly record struct Tombstone(SessionId Id, Stamp? Removed, StreamId Stream, long Number, DateTimeOffset Since);

/// <summary>
/// Remembers what ended until nobody can bring it back: every member of the view, joining and unreachable ones included, has acknowledged the
/// batch that said so, the retention has passed, and then everyone has acknowledged all that anyone had sent by then: what a member wrote before
/// it heard of the end may still have been under way. Bounded: beyond the bound the oldest goes early, which is counted.
/// </summary>
internal sealed class Tombstones(int capacity, TimeSpan retention)
{
    private readonly Queue<Tombstone> _byAge = new();
    private readonly Queue<Tombstone> _unheard = new();
    private readonly Queue<(IReadOnlyList<StreamCursor> Sent, List<Tombstone> Tombstones)> _last = new();
    private int _lastCount;

    public int Count => _byAge.Count + _lastCount;

    /// <summary>Tombstones that went before their time because of the bound.</summary>
    public long DroppedEarly { get; private set; }

    /// <summary>Notes a tombstone. Returns the oldest one when it has to go for it: the caller forgets that one at once and logs.</summary>
    public Tombstone? Add(Tombstone tombstone)
    {
        _byAge.Enqueue(tombstone);
        if (tombstone.Removed is null) _unheard.Enqueue(tombstone);
        if (_unheard.Count > capacity) _unheard.Dequeue();
        if (Count <= capacity) return null;
        DroppedEarly++;
        return _byAge.Dequeue();
    }

    /// <summary>
    /// Ended sessions of which everyone has heard since the last call: nothing will claim what they still hold, so tell each to
    /// <see cref="SessionState.ForgetContent"/>. They come in the order in which they ended, so a slow stream may delay others.
    /// </summary>
    public IReadOnlyList<SessionId> TakeHeard(Func<StreamId, long> acknowledgedByAll)
    {
        var heard = new List<SessionId>();
        while (_unheard.TryPeek(out var oldest) && acknowledgedByAll(oldest.Stream) >= oldest.Number) heard.Add(_unheard.Dequeue().Id);
        return heard;
    }

    /// <summary>
    /// What may be forgotten now. For each: end the session's actor and drop its entry, or tell it to forget the removed attributes.
    /// Work is in proportion to what is returned (and to what is not yet acknowledged though its retention passed), not to what is held.
    /// </summary>
    /// <param name="acknowledgedByAll">How far everyone has come in a stream.</param>
    /// <param name="sent">How far anyone is known to have come in each stream; <see langword="null"/> while someone cannot be heard.</param>
    /// <param name="now">The time now.</param>
    public IReadOnlyList<Tombstone> TakeForgettable(
        Func<StreamId, long> acknowledgedByAll, Func<IReadOnlyList<StreamCursor>?> sent, DateTimeOffset now)
    {
        var isAnyDue = _byAge.TryPeek(out var oldest) && now - oldest.Since >= retention;
        if (isAnyDue && sent() is { } sentByNow && TakeDue(acknowledgedByAll, now) is { Count: > 0 } due)
        {
            _last.Enqueue((sentByNow, due));
            _lastCount += due.Count;
        }

        return TakeLast(acknowledgedByAll);
    }

    private List<Tombstone> TakeLast(Func<StreamId, long> acknowledgedByAll)
    {
        var forgettable = new List<Tombstone>();
        while (_last.TryPeek(out var oldest) && oldest.Sent.All(cursor => acknowledgedByAll(cursor.Stream) >= cursor.Number))
        {
            forgettable.AddRange(oldest.Tombstones);
            _lastCount -= _last.Dequeue().Tombstones.Count;
        }

        return forgettable;
    }

    private List<Tombstone> TakeDue(Func<StreamId, long> acknowledgedByAll, DateTimeOffset now)
    {
        var due = new List<Tombstone>();
        var waiting = new List<Tombstone>();
        while (_byAge.TryPeek(out var oldest) && now - oldest.Since >= retention)
        {
            (acknowledgedByAll(oldest.Stream) >= oldest.Number ? due : waiting).Add(_byAge.Dequeue());
        }

        // Those still waiting have had their retention: they go back as the youngest, to be asked about again after as long.
        foreach (var tombstone in waiting) _byAge.Enqueue(tombstone with { Since = now });
        return due;
    }
}
