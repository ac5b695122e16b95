namespace Akka.Configuration.Hocon;

/// <summary>
/// <c>include "name"</c>, <c>include file("name")</c>, <c>include required(…)</c>: reads the named text and merges it in place.
/// A file that is not there is an error with <c>required</c> and nothing otherwise, as HOCON says.
/// </summary>
internal sealed class HoconIncludes
{
    // How deep this thread is in includes; texts that include each other would never end.
    [ThreadStatic]
    private static int _depth;

    private readonly Func<string, HoconRoot> _callback;
    private readonly string _directory;

    private HoconIncludes(Func<string, HoconRoot> callback, string directory)
    {
        _callback = callback;
        _directory = directory;
    }

    public static HoconIncludes FromFiles { get; } = new(null, "");

    public static HoconIncludes From(Func<string, HoconRoot> callback) => callback is null ? FromFiles : new HoconIncludes(callback, "");

    /// <summary>Whether an include comes next: "include" is a key like any other unless a name follows.</summary>
    public static bool IsNext(HoconReader reader)
    {
        if (!reader.Matches("include")) return false;
        var ahead = reader.Fork();
        ahead.TryTake("include");
        ahead.TakeBlanks();
        return ahead.Current == '"' || ahead.Matches("file(") || ahead.Matches("required(");
    }

    /// <summary>Reads the include that comes next into the object at path <paramref name="scope"/>.</summary>
    public void Read(HoconReader reader, HoconMap into, IReadOnlyList<string> scope)
    {
        var start = reader.Here;
        reader.TryTake("include");
        reader.TakeBlanks();
        var isRequired = reader.TryTake("required(");
        reader.TakeBlanks();
        var isFile = reader.TryTake("file(");
        reader.TakeBlanks();
        if (reader.Current != '"') throw reader.Expected("a name in quotes");
        var name = HoconStrings.ReadQuoted(reader);
        for (var open = (isRequired ? 1 : 0) + (isFile ? 1 : 0); open > 0; open--)
        {
            reader.TakeBlanks();
            reader.Expect(")", "')', the end of the include");
        }
        if (Read(name, isRequired, start, scope) is { } map) into.MergeIn(map.Copy());
    }

    private HoconMap Read(string name, bool isRequired, HoconOrigin start, IReadOnlyList<string> scope)
    {
        if (_depth >= HoconLimits.Includes)
            throw HoconReader.ErrorAt(
                start, $"include \"{name}\" is more than {HoconLimits.Includes} includes deep; do these texts include each other");
        _depth++;
        try
        {
            return _callback is null ? ReadFile(name, isRequired, scope) : Ask(name, start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException($"{start}: cannot include \"{name}\": {e.Message}", e);
        }
        finally
        {
            _depth--;
        }
    }

    private HoconMap Ask(string name, HoconOrigin start)
    {
        try
        {
            return (_callback(name) ?? throw new ConfigurationException($"The include callback knows no \"{name}\".")).Map;
        }
        catch (ConfigurationException e)
        {
            throw new ConfigurationException($"{e.Message} (in \"{name}\", included at {start})", e);
        }
    }

    private HoconMap ReadFile(string name, bool isRequired, IReadOnlyList<string> scope)
    {
        var path = Path.Combine(_directory, name);
        if (!File.Exists(path) && !isRequired) return null;
        return HoconParser.Parse(File.ReadAllText(path), new HoconIncludes(null, Path.GetDirectoryName(path)), path, scope);
    }
}
