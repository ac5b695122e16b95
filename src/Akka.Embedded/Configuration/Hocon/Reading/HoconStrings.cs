using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>The three forms of text: unquoted, "quoted" with escapes, and """triple-quoted""" as it stands.</summary>
internal static class HoconStrings
{
    private const string NotUnquoted = "$\"{}[]:=,#`^?!@*&\\";

    /// <summary>True when unquoted text goes on here. A '+' belongs to it unless it begins '+='; '//' begins a comment.</summary>
    public static bool IsUnquoted(HoconReader reader) =>
        !reader.AtEnd && !char.IsWhiteSpace(reader.Current) && reader.Current != '\uFEFF'
        && !NotUnquoted.Contains(reader.Current, StringComparison.Ordinal)
        && !reader.Matches("+=") && !reader.Matches("//");

    public static string ReadQuoted(HoconReader reader) => reader.Matches("\"\"\"") ? ReadTripleQuoted(reader) : ReadSingleQuoted(reader);

    private static string ReadSingleQuoted(HoconReader reader)
    {
        var start = reader.Here;
        var text = new StringBuilder();
        reader.Take();
        while (reader.Current is not '"' || reader.AtEnd)
        {
            if (reader.AtEnd || reader.Current == '\n')
                throw HoconReader.ErrorAt(
                    start, "this quoted text is not closed by '\"' on its line; text of several lines stands between \"\"\"");
            var c = reader.Take();
            text.Append(c == '\\' ? ReadEscape(reader) : c);
        }
        reader.Take();
        return text.ToString();
    }

    private static string ReadTripleQuoted(HoconReader reader)
    {
        var start = reader.Here;
        var text = new StringBuilder();
        reader.TryTake("\"\"\"");
        while (!reader.TryTake("\"\"\""))
        {
            if (reader.AtEnd) throw HoconReader.ErrorAt(start, "this text is not closed by \"\"\"");
            text.Append(reader.Take());
        }
        // Of a run of more than three quotes the last three close, the others belong to the text.
        while (!reader.AtEnd && reader.Current == '"') text.Append(reader.Take());
        return text.ToString();
    }

    private static char ReadEscape(HoconReader reader)
    {
        if (reader.AtEnd) throw reader.Expected("an escaped character");
        switch (reader.Current)
        {
            case '"' or '\\' or '/': return reader.Take();
            case 'b': reader.Take(); return '\b';
            case 'f': reader.Take(); return '\f';
            case 'n': reader.Take(); return '\n';
            case 'r': reader.Take(); return '\r';
            case 't': reader.Take(); return '\t';
            case 'u': reader.Take(); return ReadUnicode(reader);
            default: throw reader.Expected("one of \" \\ / b f n r t u after a backslash (a backslash itself is written \\\\)");
        }
    }

    private static char ReadUnicode(HoconReader reader)
    {
        var digits = "";
        while (digits.Length < 4)
        {
            if (!char.IsAsciiHexDigit(reader.Current)) throw reader.Expected("a hexadecimal digit (\\u takes four)");
            digits += reader.Take();
        }
        return (char)int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
