namespace Akka.Configuration.Hocon;

/// <summary>
/// Turns a tree with substitutions into one without. A substitution sees the whole tree; seen from inside the value it helps to make
/// (<c>path = ${path}/bin</c>) it sees what the key had before. What nothing defines is looked for in the environment.
/// Work and depth are bounded, so that substitutions which multiply each other end in an error.
/// </summary>
internal sealed class HoconResolver(HoconMap root)
{
    private readonly HashSet<HoconNode> _open = new(ReferenceEqualityComparer.Instance);
    private int _depth;
    private long _work;

    public HoconMap Resolve() => (HoconMap)Value(root, [], 0);

    /// <summary>
    /// The resolved value at <paramref name="path"/> (from its <paramref name="at"/>th name on) below <paramref name="node"/>, or null.
    /// </summary>
    private HoconNode Value(HoconNode node, IReadOnlyList<string> path, int at)
    {
        Spend(node, 1);
        switch (node)
        {
            case HoconLayers layers: return OfLayers(layers.Layers, path, at);
            case HoconReference or HoconConcatenation: return Below(Substituted(node), path, at);
            case HoconMap map when at < path.Count: return map.Get(path[at]) is { } field ? Value(field, path, at + 1) : null;
            case HoconAppend append when at == path.Count: return Append(null, append);
            case HoconMap map: return OfMap(map);
            case HoconList list when at == path.Count: return OfList(list);
            default: return at == path.Count ? node : null;
        }
    }

    private static HoconNode Below(HoconNode resolved, IReadOnlyList<string> path, int at)
    {
        for (; at < path.Count && resolved is not (null or HoconBroken); at++) resolved = (resolved as HoconMap)?.Get(path[at]);
        return resolved;
    }

    private HoconMap OfMap(HoconMap map)
    {
        var resolved = new HoconMap(map.Origin);
        foreach (var (key, field) in map)
        {
            if (Value(field, [], 0) is { } value) resolved.Set(key, value);
        }
        return resolved;
    }

    private HoconList OfList(HoconList list)
    {
        var items = new List<HoconNode>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (Value(item, [], 0) is { } value) items.Add(value);
        }
        return new HoconList(items, list.Origin);
    }

    // From the last assignment down: objects merge, anything else hides what is below it.
    private HoconNode OfLayers(IReadOnlyList<HoconNode> layers, IReadOnlyList<string> path, int at)
    {
        HoconMap above = null;
        for (var i = Visible(layers) - 1; i >= 0; i--)
        {
            if (layers[i] is HoconAppend append)
            {
                if (at < path.Count) break;
                return above ?? Append(Guarded(append, () => OfLayers(layers, path, at)), append);
            }
            var isSubstitution = layers[i] is HoconReference or HoconConcatenation;
            var layer = isSubstitution ? Substituted(layers[i]) : layers[i];
            if (layer is null) continue;
            var value = isSubstitution ? Below(layer, path, at) : Value(layer, path, at);
            if (value is HoconMap map) above = above is null ? map : Over(map, above);
            else if (value is not null) return above ?? value;
            if (layer is not HoconMap) break;
        }
        return above;
    }

    /// <summary>How many of the layers can be seen: those below the one that is just being resolved.</summary>
    private int Visible(IReadOnlyList<HoconNode> layers)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            if (_open.Contains(layers[i])) return i;
        }
        return layers.Count;
    }

    private HoconNode Substituted(HoconNode node)
    {
        if (_open.Contains(node)) return null;
        return Guarded(node, () => node is HoconReference reference ? Lookup(reference) : Concatenated((HoconConcatenation)node));
    }

    private HoconNode Lookup(HoconReference reference)
    {
        var value = reference.Scope.Count > 0 ? Value(root, [.. reference.Scope, .. reference.Path], 0) : null;
        value ??= Value(root, reference.Path, 0);
        if (value is not null) return value;
        var name = string.Join('.', reference.Path);
        if (Environment.GetEnvironmentVariable(name) is { } variable) return new HoconText(variable, isQuoted: true, reference.Origin);
        return reference.IsOptional ? null : new HoconBroken(
            $"${{{name}}} is defined nowhere: not in this configuration, not in its fallbacks, not in the environment (or only by itself). "
            + $"Define it, or write ${{?{name}}} if it may be missing.",
            reference.Origin);
    }

    private HoconNode Concatenated(HoconConcatenation concatenation)
    {
        var parts = new List<HoconNode>(concatenation.Parts.Count);
        foreach (var part in concatenation.Parts)
        {
            if (Value(part, [], 0) is not { } value) continue;
            parts.Add(value);
            if (value is HoconText text) Spend(concatenation, text.Value.Length);
            if (value is HoconList list) Spend(concatenation, list.Items.Count);
        }
        var isUndefined = parts.TrueForAll(p => p is HoconText { IsBlank: true });
        return isUndefined ? null : HoconJoin.Join(parts, concatenation.Origin);
    }

    private HoconNode Append(HoconNode before, HoconAppend append)
    {
        var item = Value(append.Item, [], 0);
        HoconNode[] added = item is null ? [] : [item];
        return before switch
        {
            null or HoconNull => new HoconList(added, append.Origin),
            HoconList list => new HoconList([.. list.Items, .. added], append.Origin),
            HoconBroken broken => broken,
            _ => new HoconBroken($"'+=' adds to an array, but the key holds {before.Kind} ({before.Origin}).", append.Origin),
        };
    }

    private static HoconMap Over(HoconMap lower, HoconMap upper)
    {
        var merged = lower.Copy();
        merged.MergeIn(upper.Copy());
        return merged;
    }

    private HoconNode Guarded(HoconNode node, Func<HoconNode> resolve)
    {
        if (++_depth > HoconLimits.Depth)
            throw HoconReader.ErrorAt(node.Origin, $"substitutions lead to substitutions more than {HoconLimits.Depth} deep");
        _open.Add(node);
        try
        {
            return resolve();
        }
        finally
        {
            _open.Remove(node);
            _depth--;
        }
    }

    private void Spend(HoconNode node, int work)
    {
        _work += work;
        if (_work > HoconLimits.Work) throw HoconReader.ErrorAt(node.Origin, "substitutions multiply each other beyond all measure");
    }
}
