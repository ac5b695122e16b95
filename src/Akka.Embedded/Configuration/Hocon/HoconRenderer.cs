using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Writes resolved nodes as HOCON that reads back to the same.</summary>
internal static class HoconRenderer
{
    public static string Render(HoconNode node, int indent = 0)
    {
        var text = new StringBuilder();
        if (node is HoconMap root && indent == 0) WriteFields(text, root, 0);
        else Write(text, node, indent);
        return text.ToString().TrimEnd('\n');
    }

    private static void WriteFields(StringBuilder text, HoconMap map, int indent)
    {
        foreach (var (key, value) in map)
        {
            text.Append(' ', indent * 2).Append(HoconPath.Quote(key)).Append(value is HoconMap ? " " : " = ");
            Write(text, value, indent);
            text.Append('\n');
        }
    }

    private static void Write(StringBuilder text, HoconNode node, int indent)
    {
        switch (node)
        {
            case HoconMap map:
                text.Append("{\n");
                WriteFields(text, map, indent + 1);
                text.Append(' ', indent * 2).Append('}');
                break;
            case HoconList list:
                text.Append('[');
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    Write(text, list.Items[i], indent + 1);
                }
                text.Append(']');
                break;
            case HoconText value:
                text.Append(IsPlain(value) ? value.Value : HoconPath.QuoteText(value.Value));
                break;
            case HoconNull:
                text.Append("null");
                break;
            case HoconBroken broken:
                throw broken.ToException();
        }
    }

    private static bool IsPlain(HoconText text) =>
        !text.IsQuoted && text.Value.Length > 0
        && text.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') && text.Value is not "null"
        && !text.Value.Contains("//", StringComparison.Ordinal);
}
