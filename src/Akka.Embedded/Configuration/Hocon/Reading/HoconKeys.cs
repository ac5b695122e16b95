using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads keys and the paths in substitutions: names joined by dots, each unquoted or quoted.</summary>
internal static class HoconKeys
{
    public static IReadOnlyList<string> ReadPath(HoconReader reader)
    {
        var names = new List<string> { ReadName(reader) };
        while (reader.TryTake(".")) names.Add(ReadName(reader));
        return names.Count <= HoconLimits.Depth
            ? names
            : throw reader.Error($"a path of {names.Count} names; at most {HoconLimits.Depth} are allowed");
    }

    // Unquoted names may hold blanks ("a b = 1"), but do not begin or end with one.
    private static string ReadName(HoconReader reader)
    {
        var name = new StringBuilder();
        var isQuoted = false;
        reader.TakeBlanks();
        while (true)
        {
            var blanks = reader.TakeBlanks();
            var isQuote = reader.Current == '"';
            if (!isQuote && (reader.Current == '.' || !HoconStrings.IsUnquoted(reader))) break;
            name.Append(blanks);
            if (isQuote) name.Append(HoconStrings.ReadQuoted(reader));
            else name.Append(reader.Take());
            isQuoted |= isQuote;
        }
        return name.Length > 0 || isQuoted ? name.ToString() : throw reader.Expected("a key");
    }
}
