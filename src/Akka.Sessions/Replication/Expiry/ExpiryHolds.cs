using Akka.Sessions.Messages;

namespace Akka.Sessions.Replication;

/// <summary>
/// Sessions that this member has consented to end: their new requests wait until the end or the verdict arrives, or the hold runs out. A
/// session is held for one round at a time, so that only one proposer can end it. Bounded in sessions and in waiters.
/// </summary>
internal sealed class ExpiryHolds<TWaiter>(TimeSpan duration)
{
    private const int MaxHolds = 100_000;
    private const int MaxWaiters = 10_000;

    private readonly Dictionary<SessionId, Hold> _held = [];
    private readonly Queue<(SessionId Id, TimeSpan Until)> _byTime = new();
    private int _waiters;

    public int Count => _held.Count;

    public ExpiryRound? RoundOf(SessionId id) => _held.TryGetValue(id, out var hold) ? hold.Round : null;

    /// <summary>Holds a session for a round, from now on; for another round before, its waiters go on waiting. False when too many are held.</summary>
    public bool TryHold(SessionId id, ExpiryRound round, TimeSpan now, ExpiryStep<TWaiter> step)
    {
        // Asked again by the same round, it does not begin anew: so a round that never ends holds nobody for longer.
        if (_held.TryGetValue(id, out var hold) && hold.Round == round) return true;
        if (_byTime.Count >= MaxHolds) return false;
        if (hold is null)
        {
            _held[id] = hold = new();
            step.Held.Add(id);
        }

        (hold.Round, hold.Until) = (round, now + duration);
        _byTime.Enqueue((id, hold.Until));
        return true;
    }

    /// <summary>False when the session is not held, or too many wait: go on.</summary>
    public bool TryWait(SessionId id, TWaiter waiter)
    {
        if (_waiters >= MaxWaiters || !_held.TryGetValue(id, out var hold)) return false;
        hold.Waiters.Add(waiter);
        _waiters++;
        return true;
    }

    /// <summary>Lets the session's requests go on, whatever the round.</summary>
    public void Free(SessionId id, ExpiryStep<TWaiter> step)
    {
        if (!_held.Remove(id, out var hold)) return;
        _waiters -= hold.Waiters.Count;
        step.Freed.Add(id);
        step.Released.AddRange(hold.Waiters);
    }

    /// <summary>Lets the session's requests go on if they wait for that round.</summary>
    public void Free(SessionId id, ExpiryRound round, ExpiryStep<TWaiter> step)
    {
        if (RoundOf(id) == round) Free(id, step);
    }

    /// <summary>What was consented to a member that is gone is void.</summary>
    public void OnGone(Func<int, bool> isGone, ExpiryStep<TWaiter> step)
    {
        foreach (var (id, _) in _held.Where(held => isGone(held.Value.Round.Proposer)).ToArray()) Free(id, step);
    }

    public void OnTime(TimeSpan now, ExpiryStep<TWaiter> step)
    {
        while (_byTime.TryPeek(out var first) && first.Until <= now)
        {
            _byTime.Dequeue();
            // Held anew meanwhile, it has another entry further back.
            if (_held.TryGetValue(first.Id, out var hold) && hold.Until <= now) Free(first.Id, step);
        }
    }

    private sealed class Hold
    {
        public List<TWaiter> Waiters { get; } = [];

        public ExpiryRound Round { get; set; }

        public TimeSpan Until { get; set; }
    }
}
