namespace Akka.Actor;

/// <summary>
/// The children of one actor by name: a hash table of cells, eight bytes a slot, since the cell has its name already. Changed by the parent (the guardians'
/// by anyone) and searched by whoever resolves a path.
/// </summary>
internal sealed class ChildTable
{
    private readonly Lock _lock = new();
    private ActorCell[] _slots = new ActorCell[4];
    private Dictionary<ActorCell, RestartStats> _restarts;
    private HashSet<ActorCell> _stopping;
    private int _count;
    private long _autoNumber;
    private bool _closed;

    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>Whether children are there that were told to stop.</summary>
    public bool HasStopping
    {
        get
        {
            lock (_lock) return _stopping is { Count: > 0 };
        }
    }

    public string NextAutoName() => AutoName.Of(Interlocked.Increment(ref _autoNumber) - 1);

    public void Add(ActorCell child)
    {
        lock (_lock)
        {
            if (_closed) throw new InvalidOperationException($"{child.Path} cannot be made: its parent is stopping or has stopped.");
            // At most two thirds full, so that a search ends after a few steps.
            if ((_count + 1) * 3 > _slots.Length * 2) Grow();
            ref var slot = ref _slots[Find(_slots, child.Name)];
            if (slot is not null) throw new InvalidActorNameException($"The name {child.Name} is taken below {child.Parent.Path}.");
            slot = child;
            _count++;
        }
    }

    public ActorCell Get(string name)
    {
        lock (_lock) return _slots[Find(_slots, name)];
    }

    public bool Contains(ActorCell child) => ReferenceEquals(Get(child.Name), child);

    public ActorCell[] ToArray()
    {
        lock (_lock) return [.. _slots.Where(static slot => slot is not null)];
    }

    /// <summary>Refuses children from now on.</summary>
    public void Close()
    {
        lock (_lock) _closed = true;
    }

    public void MarkStopping(ActorCell child)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_slots[Find(_slots, child.Name)], child)) (_stopping ??= []).Add(child);
        }
    }

    public RestartStats RestartsOf(ActorCell child)
    {
        _restarts ??= [];
        return _restarts.TryGetValue(child, out var stats) ? stats : _restarts[child] = new RestartStats();
    }

    public bool Remove(ActorCell child)
    {
        lock (_lock)
        {
            var hole = Find(_slots, child.Name);
            if (!ReferenceEquals(_slots[hole], child)) return false;
            _slots[hole] = null;
            _count--;
            _stopping?.Remove(child);
            _restarts?.Remove(child);
            CloseGap(hole);
            return true;
        }
    }

    /// <summary>Moves back what stands further on only because the slot now empty was taken.</summary>
    private void CloseGap(int hole)
    {
        var mask = _slots.Length - 1;
        for (var i = (hole + 1) & mask; _slots[i] is { } cell; i = (i + 1) & mask)
        {
            var home = cell.Name.GetHashCode(StringComparison.Ordinal) & mask;
            if (((i - home) & mask) < ((i - hole) & mask)) continue;
            _slots[hole] = cell;
            _slots[i] = null;
            hole = i;
        }
    }

    private void Grow()
    {
        var larger = new ActorCell[_slots.Length * 2];
        foreach (var cell in _slots)
        {
            if (cell is not null) larger[Find(larger, cell.Name)] = cell;
        }

        _slots = larger;
    }

    /// <summary>The slot of that name, or the free one where it would be.</summary>
    private static int Find(ActorCell[] slots, string name)
    {
        var mask = slots.Length - 1;
        var i = name.GetHashCode(StringComparison.Ordinal) & mask;
        while (slots[i] is { } cell && cell.Name != name) i = (i + 1) & mask;
        return i;
    }
}
