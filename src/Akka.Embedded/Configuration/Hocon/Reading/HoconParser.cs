namespace Akka.Configuration.Hocon;

/// <summary>
/// Reads HOCON into nodes; substitutions stay in the tree for <see cref="HoconResolver"/>.
/// <code>
/// text   := [ '{' ] field* [ '}' ]
/// field  := include | path ( object | (':' | '=' | '+=') value ) [ ',' | newline ]
/// value  := part part*            parts side by side, up to a comma, newline, comment, '}' or ']'
/// part   := object | '[' value* ']' | quoted | unquoted | '${' ['?'] path '}'
/// </code>
/// </summary>
internal sealed class HoconParser
{
    private readonly HoconReader _reader;
    private readonly HoconIncludes _includes;
    private readonly Stack<string> _path;
    private readonly IReadOnlyList<string> _scope;
    private int _depth;

    private HoconParser(string text, string source, HoconIncludes includes, IReadOnlyList<string> scope)
    {
        _reader = new HoconReader(text, source);
        _includes = includes;
        _scope = scope;
        _path = new Stack<string>(scope);
    }

    /// <summary>
    /// Errors call the text <paramref name="source"/>, usually a file name; <paramref name="scope"/> is the path at which it is included.
    /// </summary>
    public static HoconMap Parse(string text, HoconIncludes includes, string source = null, IReadOnlyList<string> scope = null)
    {
        if (text is null) throw new ConfigurationException("The configuration text is null.");
        if (text.Length > HoconLimits.Characters)
            throw new ConfigurationException(
                $"{source ?? "The configuration text"} has {text.Length} characters; at most {HoconLimits.Characters} are allowed.");
        return new HoconParser(text, source, includes, scope ?? []).ReadText();
    }

    private HoconMap ReadText()
    {
        var root = new HoconMap(_reader.Here);
        _reader.SkipToNext();
        var hasBraces = _reader.TryTake("{");
        ReadFields(root, inBraces: hasBraces);
        _reader.SkipToNext();
        return _reader.AtEnd ? root : throw _reader.Expected("the end of the text");
    }

    private HoconMap ReadObject()
    {
        var map = new HoconMap(_reader.Here);
        _reader.Take();
        using var _ = Deeper(1);
        ReadFields(map, inBraces: true);
        return map;
    }

    private void ReadFields(HoconMap map, bool inBraces)
    {
        _reader.SkipToNext();
        while (!_reader.AtEnd && _reader.Current != '}')
        {
            if (HoconIncludes.IsNext(_reader)) _includes.Read(_reader, map, scope: [.. _path.Reverse()]);
            else ReadField(map);
            var isSeparated = _reader.SkipToNext();
            if (_reader.TryTake(",")) _reader.SkipToNext();
            else if (!isSeparated && !_reader.AtEnd && _reader.Current != '}')
                throw _reader.Expected(inBraces ? "a comma, a newline or '}'" : "a comma or a newline");
        }
        if (inBraces) _reader.Expect("}", "'}' or a key");
    }

    private void ReadField(HoconMap map)
    {
        var keyAt = _reader.Here;
        var names = HoconKeys.ReadPath(_reader);
        using var _ = Deeper(names.Count);
        foreach (var name in names) _path.Push(name);
        _reader.SkipToNext();
        var valueAt = _reader.Here;
        var isAppend = _reader.TryTake("+=");
        if (!isAppend && _reader.Current != '{' && !_reader.TryTake("=")) _reader.Expect(":", "'=', ':', '+=' or '{' after the key");
        _reader.SkipToNext();
        var value = ReadValue();
        foreach (var name in names) _path.Pop();

        var into = map;
        foreach (var name in names.SkipLast(1))
        {
            var inner = new HoconMap(keyAt);
            into.Assign(name, inner);
            // Merged into an object that was there, or left as it is on top of something else: the last layer is where the fields go.
            into = into.Get(name) switch { HoconLayers layers => (HoconMap)layers.Layers[^1], var node => (HoconMap)node };
        }
        into.Assign(names[^1], isAppend ? new HoconAppend(value, valueAt) : value);
    }

    private HoconNode ReadValue()
    {
        var start = _reader.Here;
        var parts = new List<HoconNode>();
        while (true)
        {
            var blanksAt = _reader.Here;
            var blanks = _reader.TakeBlanks();
            if (!TryReadPart(out var part)) break;
            if (blanks.Length > 0 && parts.Count > 0) parts.Add(new HoconText(blanks, isQuoted: false, blanksAt));
            parts.Add(part);
        }
        if (parts.Count == 0) throw _reader.Expected("a value");
        if (parts.Count == 1) return parts[0] is HoconText { IsQuoted: false, Value: "null" } ? new HoconNull(start) : parts[0];
        if (parts.Exists(p => p is HoconReference)) return new HoconConcatenation(parts, start);
        var joined = HoconJoin.Join(parts, start);
        return joined is HoconBroken broken ? throw broken.ToException() : joined;
    }

    private bool TryReadPart(out HoconNode part)
    {
        var start = _reader.Here;
        part = _reader.Current switch
        {
            '{' => ReadObject(),
            '[' => ReadList(),
            '"' => new HoconText(HoconStrings.ReadQuoted(_reader), isQuoted: true, start),
            '$' => ReadReference(),
            _ when HoconStrings.IsUnquoted(_reader) => new HoconText(ReadUnquoted(), isQuoted: false, start),
            _ => null,
        };
        return part is not null;
    }

    private HoconList ReadList()
    {
        var start = _reader.Here;
        var items = new List<HoconNode>();
        _reader.Take();
        using var _ = Deeper(1);
        _reader.SkipToNext();
        while (!_reader.AtEnd && _reader.Current != ']')
        {
            items.Add(ReadValue());
            var isSeparated = _reader.SkipToNext();
            if (_reader.TryTake(",")) _reader.SkipToNext();
            else if (!isSeparated && _reader.Current != ']') throw _reader.Expected("a comma, a newline or ']'");
        }
        _reader.Expect("]", "']' or a value");
        return new HoconList(items, start);
    }

    private HoconReference ReadReference()
    {
        var start = _reader.Here;
        _reader.Expect("${", "'${', the start of a substitution (text with a '$' is written in quotes)");
        var isOptional = _reader.TryTake("?");
        var path = HoconKeys.ReadPath(_reader);
        _reader.TakeBlanks();
        _reader.Expect("}", "'}', the end of the substitution");
        return new HoconReference(path, _scope, isOptional, start);
    }

    private string ReadUnquoted()
    {
        var text = new System.Text.StringBuilder();
        while (HoconStrings.IsUnquoted(_reader)) text.Append(_reader.Take());
        return text.ToString();
    }

    private Level Deeper(int levels)
    {
        _depth += levels;
        if (_depth > HoconLimits.Depth)
            throw _reader.Error($"objects and arrays stand inside each other more than {HoconLimits.Depth} deep");
        return new Level(this, levels);
    }

    private readonly struct Level(HoconParser parser, int levels) : IDisposable
    {
        public void Dispose() => parser._depth -= levels;
    }
}
