using System.Text.RegularExpressions;

namespace Akka.Actor;

/// <summary>One step of an <see cref="ActorSelection"/>.</summary>
public abstract class SelectionPathElement;

/// <summary>Down to the child of a name.</summary>
public class SelectChildName(string name) : SelectionPathElement
{
    public string Name { get; } = name;

    public override bool Equals(object obj) => obj is SelectChildName other && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>Down to every child whose name fits: <c>*</c> for any characters, <c>?</c> for one.</summary>
public class SelectChildPattern(string patternStr) : SelectionPathElement
{
    private readonly Regex _pattern = new(
        "^" + Regex.Escape(patternStr).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public string PatternStr { get; } = patternStr;

    internal bool Fits(string name) => _pattern.IsMatch(name);

    public override bool Equals(object obj) => obj is SelectChildPattern other && PatternStr == other.PatternStr;

    public override int GetHashCode() => PatternStr.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => PatternStr;
}

/// <summary>Up to the parent.</summary>
public class SelectParent : SelectionPathElement
{
    public static readonly SelectParent Instance = new();

    public override string ToString() => "..";
}
