using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Akka.Sessions.Manager;

/// <summary>A section of the application's configuration as HOCON: its keys are those under <c>akka</c>.</summary>
internal static class ConfiguredHocon
{
    private const string Root = "akka";

    /// <exception cref="SessionSettingsException">There is no such section.</exception>
    public static string Of(IConfiguration? configuration, string path)
    {
        var section = configuration?.GetSection(path);
        if (section is null || !section.GetChildren().Any(HoldsSomething))
            throw new SessionSettingsException($"HoconSection is \"{path}\", and the configuration has no such section, or an empty one.");
        var hocon = new StringBuilder(Root).Append(' ');
        Write(hocon, section);
        return hocon.ToString();
    }

    private static void Write(StringBuilder hocon, IConfigurationSection section)
    {
        var children = section.GetChildren().Where(HoldsSomething).ToArray();
        if (children.Length == 0) WriteValue(hocon, section.Value ?? "");
        else if (IsList(children)) WriteAll(hocon, '[', children, ']', static (hocon, item) => Write(hocon, item));
        else WriteAll(hocon, '{', children, '}', WriteMember);
    }

    private static void WriteAll(
        StringBuilder hocon, char open, IConfigurationSection[] children, char close, Action<StringBuilder, IConfigurationSection> write)
    {
        hocon.Append(open);
        for (var i = 0; i < children.Length; i++)
        {
            if (i > 0) hocon.Append(", ");
            write(hocon, children[i]);
        }

        hocon.Append(close);
    }

    // A name with dots is a path, as in a HOCON file; one with other characters, such as a deployment's "/user/cart", is one key.
    private static void WriteMember(StringBuilder hocon, IConfigurationSection member)
    {
        if (member.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) hocon.Append(member.Key);
        else WriteQuoted(hocon, member.Key);
        hocon.Append(" : ");
        Write(hocon, member);
    }

    // Configuration writes the truth in capitals. Everything else is read as it is from a quoted text: numbers, sizes, durations.
    private static void WriteValue(StringBuilder hocon, string value)
    {
        if (bool.TryParse(value, out var truth)) hocon.Append(truth ? "true" : "false");
        else WriteQuoted(hocon, value);
    }

    private static void WriteQuoted(StringBuilder hocon, string text)
    {
        hocon.Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') hocon.Append('\\').Append(c);
            else if (char.IsControl(c)) hocon.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else hocon.Append(c);
        }

        hocon.Append('"');
    }

    // Configuration does not tell an empty list from an empty text, and HOCON does: what is empty is left to its default.
    private static bool HoldsSomething(IConfigurationSection section)
        => section.Value is { Length: > 0 } || section.GetChildren().Any(HoldsSomething);

    private static bool IsList(IConfigurationSection[] children)
        => children.Select((child, i) => child.Key == i.ToString(CultureInfo.InvariantCulture)).All(isNext => isNext);
}
