using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Configuration;

namespace Akka.Sessions.Actors;

/// <summary>Reads one HOCON section; whatever is wrong is said with the key and the value that is there.</summary>
internal sealed class SettingsReader(Config config, string section)
{
    private const string Off = "off";
    private static readonly TimeSpan MatchPatience = TimeSpan.FromMilliseconds(100);

    public string Text(string key) =>
        config.HasPath(Path(key))
            ? config.GetString(Path(key)) ?? ""
            : throw new SessionSettingsException($"{Path(key)} is missing: the defaults of Akka.Sessions are not in this configuration.");

    public TimeSpan Duration(string key) => Parsed(key, path => config.GetTimeSpan(path, allowInfinite: false), "a duration such as 500 ms, 5 s or 20 m");

    public TimeSpan? DurationOrOff(string key) => IsOff(key) ? null : Duration(key);

    public bool Flag(string key) => Parsed(key, path => config.GetBoolean(path), "on or off");

    public int Count(string key) => Parsed(key, path => config.GetInt(path), "a whole number");

    public int? CountOrOff(string key) => IsOff(key) ? null : Count(key);

    public int Size(string key) =>
        Parsed(key, path => checked((int)(config.GetByteSize(path) ?? throw new FormatException("no size"))), "a size such as 64 KiB or 1 MiB, below 2 GiB");

    public T Choice<T>(string key)
        where T : struct, Enum
    {
        var text = Text(key);
        var isName = !int.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out _);
        if (isName && Enum.TryParse<T>(text, ignoreCase: true, out var value)) return value;
        throw Refused(key, $"one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}", inner: null);
    }

    /// <summary>A pattern for the whole of a text, as Tomcat's filters are.</summary>
    public Regex? PatternOrOff(string key)
    {
        if (IsOff(key)) return null;
        const string expected = "a regular expression of .NET, or off";
        if (Text(key).Length == 0) throw Refused(key, expected, inner: null);
        try
        {
            return new Regex($@"\A(?:{Text(key)})\z", RegexOptions.CultureInvariant, MatchPatience);
        }
        catch (ArgumentException e)
        {
            throw Refused(key, expected, e);
        }
    }

    // HOCON writes off for false too, and an engine may give back either.
    private bool IsOff(string key) => Text(key) is Off or "false";

    private T Parsed<T>(string key, Func<string, T> read, string expected)
    {
        _ = Text(key);
        try
        {
            return read(Path(key));
        }
        catch (Exception e)
        {
            throw Refused(key, expected, e);
        }
    }

    private SessionSettingsException Refused(string key, string expected, Exception? inner) =>
        new($"{Path(key)} is \"{Text(key)}\"; it must be {expected}.", inner);

    private string Path(string key) => $"{section}.{key}";
}
