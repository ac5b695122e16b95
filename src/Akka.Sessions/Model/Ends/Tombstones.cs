using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>Something that ended and must not come back: a session, or, when <paramref name="Removed"/> is set, attributes of a living one.</summary>
/// <param name="Id">The session.</param>
/// <param name="Removed">For removed attributes: their stamp, to be given to <see cref="SessionState.ForgetRemoved"/>.</param>
/// <param name="Stream">The stream that carried the news.</param>
/// <param name="Number">The batch that carried it.</param>
internal readonly record struct Tombstone(SessionId Id, Stamp? Removed, StreamId Stream, long Number);

/// <summary>
/// Remembers what ended until nobody can bring it back, in three steps: every member of the view, joining and unreachable ones included, has
/// acknowledged the batch that said so; from then on the retention passes, in which whatever a member had packed before it heard is delivered
/// or given up; and then everyone has acknowledged all that anyone had sent by that time. Bounded: beyond the bound one goes early, which is counted.
/// </summary>
internal sealed class Tombstones(int capacity, TimeSpan retention)
{
    private readonly Dictionary<StreamId, Queue<Tombstone>> _unheard = [];
    private readonly Queue<(Tombstone Tombstone, DateTimeOffset HeardAt)> _retained = new();
    private readonly Queue<(IReadOnlyList<StreamCursor> Sent, DateTimeOffset Since, List<Tombstone> Tombstones)> _last = new();

    public int Count { get; private set; }

    /// <summary>Tombstones that went before their time because of the bound.</summary>
    public long DroppedEarly { get; private set; }

    /// <summary>
    /// Notes a tombstone. Returns another one when it has to go for it: the caller forgets that one at once and logs. It is the oldest of which
    /// everyone has heard, if there is one.
    /// </summary>
    public Tombstone? Add(Tombstone tombstone)
    {
        if (!_unheard.TryGetValue(tombstone.Stream, out var ofStream)) _unheard[tombstone.Stream] = ofStream = new();
        ofStream.Enqueue(tombstone);
        if (++Count <= capacity) return null;
        Count--;
        DroppedEarly++;
        return _retained.TryDequeue(out var heard) ? heard.Tombstone : TakeUnheard();
    }

    /// <summary>
    /// Ended sessions of which everyone has heard since the last call: nothing will claim what they still hold, so tell each to
    /// <see cref="SessionState.ForgetContent"/>. Within a stream they come in the order in which they were noted.
    /// </summary>
    public IReadOnlyList<SessionId> TakeHeard(Func<StreamId, long> acknowledgedByAll, DateTimeOffset now)
    {
        var heard = new List<SessionId>();
        foreach (var (stream, ofStream) in _unheard)
        {
            var acknowledged = acknowledgedByAll(stream);
            while (ofStream.TryPeek(out var oldest) && oldest.Number <= acknowledged)
            {
                _retained.Enqueue((ofStream.Dequeue(), now));
                if (oldest.Removed is null) heard.Add(oldest.Id);
            }

            // Removing is allowed while enumerating a dictionary.
            if (ofStream.Count == 0) _unheard.Remove(stream);
        }

        return heard;
    }

    /// <summary>
    /// What may be forgotten now. For each: end the session's actor and drop its entry, or tell it to forget the removed attributes.
    /// Work is in proportion to what is returned, not to what is held.
    /// </summary>
    /// <param name="acknowledgedByAll">How far everyone has come in a stream.</param>
    /// <param name="sent">How far anyone is known to have come in each stream; <see langword="null"/> while someone cannot be heard.</param>
    /// <param name="now">The time now.</param>
    public IReadOnlyList<Tombstone> TakeForgettable(
        Func<StreamId, long> acknowledgedByAll, Func<IReadOnlyList<StreamCursor>?> sent, DateTimeOffset now)
    {
        if (IsAnyDue(now) && sent() is { } sentByNow) _last.Enqueue((sentByNow, now, TakeDue(now)));
        var forgettable = new List<Tombstone>();
        while (_last.TryPeek(out var oldest) && oldest.Sent.All(cursor => acknowledgedByAll(cursor.Stream) >= TrueNumber(cursor, oldest.Since)))
            forgettable.AddRange(_last.Dequeue().Tombstones);
        Count -= forgettable.Count;
        return forgettable;

        // A member may have said that it had more than there ever was. When another retention has passed, no more counts than anyone has now.
        long TrueNumber(StreamCursor then, DateTimeOffset since)
        {
            if (now - since < retention || sent() is not { } sentByNow) return then.Number;
            return sentByNow.Where(cursor => cursor.Stream == then.Stream).Select(cursor => Math.Min(cursor.Number, then.Number)).FirstOrDefault(then.Number);
        }
    }

    private bool IsAnyDue(DateTimeOffset now) => _retained.TryPeek(out var oldest) && now - oldest.HeardAt >= retention;

    private List<Tombstone> TakeDue(DateTimeOffset now)
    {
        var due = new List<Tombstone>();
        while (IsAnyDue(now)) due.Add(_retained.Dequeue().Tombstone);
        return due;
    }

    private Tombstone TakeUnheard()
    {
        var (stream, ofStream) = _unheard.First();
        var oldest = ofStream.Dequeue();
        if (ofStream.Count == 0) _unheard.Remove(stream);
        return oldest;
    }
}
