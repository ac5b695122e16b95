using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Parts side by side become one value: objects merge, arrays are put one after the other, everything else is text.</summary>
internal static class HoconJoin
{
    /// <returns>The value, or <see cref="HoconBroken"/> when the parts do not go together.</returns>
    public static HoconNode Join(IReadOnlyList<HoconNode> parts, HoconOrigin origin)
    {
        if (parts.FirstOrDefault(p => p is HoconBroken) is { } broken) return broken;
        var solid = parts.Where(p => p is not HoconText { IsBlank: true }).ToList();
        if (solid.Count == 1) return solid[0];
        if (solid.TrueForAll(p => p is HoconMap)) return JoinMaps(solid, origin);
        if (solid.TrueForAll(p => p is HoconList)) return new HoconList([.. solid.Cast<HoconList>().SelectMany(l => l.Items)], origin);
        if (parts.FirstOrDefault(p => p is not (HoconText or HoconNull)) is { } stranger)
        {
            var other = solid.Find(p => p.Kind != stranger.Kind) ?? solid[0];
            return new HoconBroken(
                $"{stranger.Kind} and {other.Kind} stand side by side in one value; a newline or a comma may be missing between them.",
                stranger.Origin);
        }
        return JoinText(parts, origin);
    }

    private static HoconMap JoinMaps(List<HoconNode> maps, HoconOrigin origin)
    {
        var joined = new HoconMap(origin);
        foreach (var map in maps.Cast<HoconMap>()) joined.MergeIn(map.Copy());
        return joined;
    }

    private static HoconText JoinText(IReadOnlyList<HoconNode> parts, HoconOrigin origin)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part is HoconText t ? t.Value : "null");
        return new HoconText(text.ToString(), isQuoted: parts.Any(p => p is HoconText { IsQuoted: true }), origin);
    }
}
