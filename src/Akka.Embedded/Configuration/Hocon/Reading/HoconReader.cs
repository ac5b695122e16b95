namespace Akka.Configuration.Hocon;

/// <summary>A position in a HOCON text that knows its line and column, and how to skip what means nothing.</summary>
internal sealed class HoconReader(string text, string source)
{
    public const char End = '\0';

    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _line = 1;
    private int _lineStart;

    public bool AtEnd => _at >= text.Length;

    public char Current => AtEnd ? End : text[_at];

    public HoconOrigin Here => new(source, _line, _at - _lineStart + 1);

    public bool IsBlank => !AtEnd && text[_at] != '\n' && IsWhitespace(text[_at]);

    public bool IsComment => Current == '#' || Matches("//");

    public bool Matches(string expected) => string.CompareOrdinal(text, _at, expected, 0, expected.Length) == 0;

    /// <summary>A second reader at the same place, to look ahead with.</summary>
    public HoconReader Fork() => (HoconReader)MemberwiseClone();

    public char Take()
    {
        var taken = text[_at++];
        if (taken == '\n')
        {
            _line++;
            _lineStart = _at;
        }
        return taken;
    }

    public bool TryTake(string expected)
    {
        if (!Matches(expected)) return false;
        foreach (var _ in expected) Take();
        return true;
    }

    public void Expect(string expected, string what)
    {
        if (!TryTake(expected)) throw Expected(what);
    }

    /// <summary>Skips to the next thing on this line and returns what was skipped.</summary>
    public string TakeBlanks()
    {
        var start = _at;
        while (IsBlank) Take();
        return start == _at ? "" : text[start.._at];
    }

    /// <summary>Skips blanks, comments and newlines; true when the line has ended on the way.</summary>
    public bool SkipToNext()
    {
        var line = _line;
        while (!AtEnd)
        {
            if (IsWhitespace(Current)) Take();
            else if (IsComment) SkipLine();
            else break;
        }
        return _line > line;
    }

    public ConfigurationException Expected(string what) => Error($"found {Found} where {what} was expected");

    public ConfigurationException Error(string message) => ErrorAt(Here, message);

    public static ConfigurationException ErrorAt(HoconOrigin origin, string message) => new($"{origin}: {message}.");

    private string Found => AtEnd ? "the end of the text" : Current switch
    {
        '\n' => "the end of the line",
        '\'' => "\"'\"",
        var c when char.IsControl(c) || char.IsSurrogate(c) => $"the character U+{(int)c:X4}",
        var c => $"'{c}'",
    };

    private void SkipLine()
    {
        while (!AtEnd && Current != '\n') Take();
    }

    // A text may hold a byte order mark or a non-breaking space wherever an editor left one.
    private static bool IsWhitespace(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';
}
