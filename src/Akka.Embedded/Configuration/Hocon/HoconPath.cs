using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Paths such as <c>akka.actor.deployment."/a.b"</c>: names joined by dots, a name with a dot in quotes.</summary>
internal static class HoconPath
{
    /// <summary>The node below <paramref name="root"/>, or null. Does not allocate for a path without quotes.</summary>
    public static HoconNode Find(HoconMap root, string path)
    {
        if (path.Contains('"', StringComparison.Ordinal)) return Find(root, Split(path));
        HoconNode node = root;
        foreach (var range in path.AsSpan().Split('.'))
        {
            if (node is HoconBroken) return node;
            node = (node as HoconMap)?.Get(path.AsSpan()[range]);
            if (node is null) return null;
        }
        return node;
    }

    public static IReadOnlyList<string> Split(string path)
    {
        var reader = new HoconReader(path, source: null);
        var names = HoconKeys.ReadPath(reader);
        return reader.AtEnd ? names : throw reader.Expected("a path of names joined by dots");
    }

    public static string Render(IEnumerable<string> names) => string.Join('.', names.Select(Quote));

    public static string Quote(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/') ? name : QuoteText(name);

    public static string QuoteText(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t",
                _ when char.IsControl(c) || char.IsSurrogate(c) => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    private static HoconNode Find(HoconMap root, IReadOnlyList<string> names)
    {
        HoconNode node = root;
        foreach (var name in names)
        {
            if (node is HoconBroken) return node;
            node = (node as HoconMap)?.Get(name);
            if (node is null) return null;
        }
        return node;
    }
}
