namespace Akka.Configuration.Hocon;

/// <summary>Where a piece of HOCON stands, for messages.</summary>
internal readonly record struct HoconOrigin(string Source, int Line, int Column)
{
    public override string ToString() =>
        Line == 0 ? "configuration" : Source is null ? $"line {Line}, column {Column}" : $"{Source}, line {Line}, column {Column}";
}

/// <summary>
/// A piece of parsed HOCON. Only <see cref="HoconMap"/> can change, and only while a text is being parsed or layers are composed.
/// </summary>
internal abstract class HoconNode(HoconOrigin origin)
{
    public HoconOrigin Origin => origin;

    /// <summary>What it is, in the words of an error message.</summary>
    public abstract string Kind { get; }
}

internal sealed class HoconText(string value, bool isQuoted, HoconOrigin origin) : HoconNode(origin)
{
    public string Value => value;

    public bool IsQuoted => isQuoted;

    /// <summary>The space between two parts of a value; objects and arrays side by side ignore it.</summary>
    public bool IsBlank => !isQuoted && string.IsNullOrWhiteSpace(value);

    public override string Kind => "text";
}

internal sealed class HoconNull(HoconOrigin origin) : HoconNode(origin)
{
    public override string Kind => "null";
}

internal sealed class HoconList(IReadOnlyList<HoconNode> items, HoconOrigin origin) : HoconNode(origin)
{
    public IReadOnlyList<HoconNode> Items => items;

    public override string Kind => "an array";
}

/// <summary><c>${path}</c>. Inside an included text the path is looked for below <paramref name="scope"/> first.</summary>
internal sealed class HoconReference(IReadOnlyList<string> path, IReadOnlyList<string> scope, bool isOptional, HoconOrigin origin)
    : HoconNode(origin)
{
    public IReadOnlyList<string> Path => path;

    public IReadOnlyList<string> Scope => scope;

    public bool IsOptional => isOptional;

    public override string Kind => "a substitution";
}

/// <summary>Parts side by side, at least one of them a substitution: <c>${base}/logs</c>.</summary>
internal sealed class HoconConcatenation(IReadOnlyList<HoconNode> parts, HoconOrigin origin) : HoconNode(origin)
{
    public IReadOnlyList<HoconNode> Parts => parts;

    public override string Kind => "a substitution";
}

/// <summary><c>key += value</c>: one item more than what the key had before.</summary>
internal sealed class HoconAppend(HoconNode item, HoconOrigin origin) : HoconNode(origin)
{
    public HoconNode Item => item;

    public override string Kind => "an array";
}

/// <summary>What was assigned to one key, the first assignment first; later ones hide or extend it once substitutions are known.</summary>
internal sealed class HoconLayers(IReadOnlyList<HoconNode> layers) : HoconNode(layers[^1].Origin)
{
    public IReadOnlyList<HoconNode> Layers => layers;

    public override string Kind => layers[^1].Kind;
}

/// <summary>A value that could not be resolved. Reading it is the error, so a key that nobody reads harms nobody.</summary>
internal sealed class HoconBroken(string reason, HoconOrigin origin) : HoconNode(origin)
{
    public override string Kind => "unresolved";

    public ConfigurationException ToException() => new($"{Origin}: {reason}");
}
