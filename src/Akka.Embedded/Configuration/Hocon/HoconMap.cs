using System.Collections;

namespace Akka.Configuration.Hocon;

/// <summary>The fields of an object, in the order of the text.</summary>
internal sealed class HoconMap(HoconOrigin origin) : HoconNode(origin), IEnumerable<KeyValuePair<string, HoconNode>>
{
    // Nothing is ever removed, so a dictionary keeps the order; and unlike an ordered one it finds a key by its span.
    private readonly Dictionary<string, HoconNode> _fields = new(StringComparer.Ordinal);

    public int Count => _fields.Count;

    public override string Kind => "an object";

    public HoconNode Get(string key) => _fields.GetValueOrDefault(key);

    public HoconNode Get(ReadOnlySpan<char> key) =>
        _fields.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var value) ? value : null;

    public void Set(string key, HoconNode value) => _fields[key] = value;

    /// <summary>Assigns <paramref name="value"/> over what <paramref name="key"/> has already.</summary>
    public void Assign(string key, HoconNode value) =>
        _fields[key] = _fields.TryGetValue(key, out var earlier) ? Layer(earlier, value) : value;

    public void MergeIn(HoconMap upper)
    {
        foreach (var (key, value) in upper._fields) Assign(key, value);
    }

    /// <summary>A copy whose objects can be merged into without changing this one; all other nodes never change and are shared.</summary>
    public HoconMap Copy()
    {
        var copy = new HoconMap(Origin);
        foreach (var (key, value) in _fields) copy._fields[key] = CopyOf(value);
        return copy;
    }

    public IEnumerator<KeyValuePair<string, HoconNode>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static HoconNode CopyOf(HoconNode node) => node switch
    {
        HoconMap map => map.Copy(),
        HoconLayers layers => new HoconLayers(layers.Layers.Select(CopyOf).ToList()),
        _ => node,
    };

    private static HoconNode Layer(HoconNode lower, HoconNode upper)
    {
        if (upper is HoconText or HoconNull) return upper;
        if (upper is HoconLayers several) return several.Layers.Aggregate(lower, Layer);
        var below = lower is HoconLayers layers ? layers.Layers : [lower];
        if (below[^1] is not HoconMap into || upper is not HoconMap map) return new HoconLayers([.. below, upper]);
        into.MergeIn(map);
        return lower;
    }
}
