using Akka.Sessions.Messages;

namespace Akka.Sessions.Model;

/// <summary>The attributes of a session by name, sorted. Immutable; a write copies an array of references, never a value.</summary>
internal sealed class AttributeSet : IEquatable<AttributeSet>
{
    public static readonly AttributeSet Empty = new([], []);

    // Sorted. Sets of the same names share the array, within a session and mostly between sessions too.
    private readonly string[] _names;
    private readonly AttributeCell[] _cells;

    private AttributeSet(string[] names, AttributeCell[] cells) => (_names, _cells) = (names, cells);

    /// <summary>Removed attributes included.</summary>
    public int Count => _names.Length;

    public int LiveCount => _cells.Count(c => !c.IsRemoved);

    public IEnumerable<string> LiveNames
    {
        get
        {
            for (var i = 0; i < _names.Length; i++)
            {
                if (!_cells[i].IsRemoved) yield return _names[i];
            }
        }
    }

    /// <summary>Bytes of names and values of the live attributes: what the limit of a session counts.</summary>
    public int Bytes
    {
        get
        {
            var sum = 0;
            for (var i = 0; i < _names.Length; i++)
            {
                if (!_cells[i].IsRemoved) sum += _names[i].Length + _cells[i].Length;
            }

            return sum;
        }
    }

    public Stamp HighestStamp
    {
        get
        {
            var highest = default(Stamp);
            foreach (var cell in _cells) highest = Stamp.Max(highest, cell.Stamp);
            return highest;
        }
    }

    public string NameAt(int index) => _names[index];

    public AttributeCell CellAt(int index) => _cells[index];

    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value)
    {
        var at = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        value = at >= 0 ? _cells[at].Value : default;
        return at >= 0 && !_cells[at].IsRemoved;
    }

    /// <summary>The stamp of the last write of an attribute, its removal included; unset where none is known.</summary>
    public Stamp StampOf(string name)
    {
        var at = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        return at >= 0 ? _cells[at].Stamp : default;
    }

    /// <summary>One commit's changes, all of one stamp.</summary>
    public static AttributeSet Of(IReadOnlyDictionary<string, byte[]?> changes, Stamp stamp) => changes.Count == 0
        ? Empty
        : Of(changes.Select(c => (c.Key, c.Value is null ? AttributeCell.Removed(stamp) : AttributeCell.Written(c.Value, stamp))));

    /// <summary>From cells in any order; of two with one name the later write stays.</summary>
    public static AttributeSet Of(IEnumerable<(string Name, AttributeCell Cell)> cells)
    {
        (string Name, AttributeCell Cell)[] sorted = [.. cells];
        if (sorted.Length == 0) return Empty;
        if (sorted.Length > 1) sorted.AsSpan().Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var (names, merged, count) = (new string[sorted.Length], new AttributeCell[sorted.Length], 0);
        foreach (var (name, cell) in sorted)
        {
            if (count > 0 && string.Equals(names[count - 1], name, StringComparison.Ordinal)) merged[count - 1] = AttributeCell.Merge(merged[count - 1], cell);
            else (names[count], merged[count++]) = (name, cell);
        }

        return count == sorted.Length ? new(SharedNames.Of(names), merged) : new(SharedNames.Of(names[..count]), merged[..count]);
    }

    /// <summary>The later write of each attribute. Returns <paramref name="a"/> itself when <paramref name="b"/> brings nothing new.</summary>
    public static AttributeSet Merge(AttributeSet a, AttributeSet b)
    {
        if (ReferenceEquals(a, b) || b.Count == 0) return a;
        if (a.Count == 0) return b;
        return b.HasOnlyNamesOf(a) ? a.Overlay(b) : Zip(a, b);
    }

    public AttributeSet ForgetRemoved(Stamp upTo)
    {
        var kept = Enumerable.Range(0, Count).Where(i => !_cells[i].IsRemoved || _cells[i].Stamp.CompareTo(upTo) > 0).ToArray();
        return kept.Length == Count ? this : new(SharedNames.Of([.. kept.Select(NameAt)]), [.. kept.Select(CellAt)]);
    }

    public bool Equals(AttributeSet? other) => ReferenceEquals(this, other)
        || (other is not null && _names.AsSpan().SequenceEqual(other._names) && _cells.AsSpan().SequenceEqual(other._cells));

    public override bool Equals(object? obj) => Equals(obj as AttributeSet);

    public override int GetHashCode() => HashCode.Combine(Count, HighestStamp);

    private bool HasOnlyNamesOf(AttributeSet other) =>
        Array.TrueForAll(_names, n => Array.BinarySearch(other._names, n, StringComparer.Ordinal) >= 0);

    private AttributeSet Overlay(AttributeSet few)
    {
        AttributeCell[]? cells = null;
        for (var i = 0; i < few.Count; i++)
        {
            var at = Array.BinarySearch(_names, few._names[i], StringComparer.Ordinal);
            var winner = AttributeCell.Merge(_cells[at], few._cells[i]);
            if (winner.Equals(_cells[at])) continue;
            cells ??= [.. _cells];
            cells[at] = winner;
        }

        return cells is null ? this : new(_names, cells);
    }

    private static AttributeSet Zip(AttributeSet a, AttributeSet b)
    {
        var names = new List<string>(a.Count + b.Count);
        var cells = new List<AttributeCell>(a.Count + b.Count);
        for (int i = 0, j = 0; i < a.Count || j < b.Count;)
        {
            var order = i == a.Count ? 1 : j == b.Count ? -1 : string.CompareOrdinal(a._names[i], b._names[j]);
            names.Add(order <= 0 ? a._names[i] : b._names[j]);
            cells.Add(order < 0 ? a._cells[i++] : order > 0 ? b._cells[j++] : AttributeCell.Merge(a._cells[i++], b._cells[j++]));
        }

        return new(SharedNames.Of([.. names]), [.. cells]);
    }
}
