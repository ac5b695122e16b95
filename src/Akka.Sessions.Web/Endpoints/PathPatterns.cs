using System.Text.RegularExpressions;

namespace Akka.Sessions.Web.Endpoints;

/// <summary>
/// Patterns for whole paths, as Tomcat's <c>filter</c> is one. They are matched without backtracking, so that no path, however it is
/// made, takes longer than its length; and without regard to case, as routes are.
/// </summary>
internal sealed class PathPatterns(IEnumerable<string> patterns)
{
    public const int MaxCount = 100;
    public const int MaxLength = 1000;

    private readonly Regex[] _patterns = [.. patterns.Select(Compile)];

    public bool Match(string? path) => path is not null && Array.Exists(_patterns, pattern => pattern.IsMatch(path));

    /// <summary>What is wrong with the patterns of an option, if anything is.</summary>
    public static IEnumerable<string> Failures(string option, IReadOnlyList<string>? patterns)
    {
        if (patterns is null)
        {
            yield return $"{option} is null; it must be a list of patterns, which may be empty.";
            yield break;
        }

        if (patterns.Count > MaxCount) yield return $"{option} has {patterns.Count} patterns; at most {MaxCount}.";
        for (var i = 0; i < Math.Min(patterns.Count, MaxCount); i++)
        {
            if (Failure(patterns[i]) is { } failure) yield return $"{option}[{i}] is \"{patterns[i]}\"; it must be {failure}.";
        }
    }

    private static string? Failure(string? pattern)
    {
        if (pattern is not { Length: > 0 and <= MaxLength }) return $"a regular expression of 1 to {MaxLength} characters";
        try
        {
            _ = Compile(pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"a regular expression of .NET without look-around and back-references. {e.Message}";
        }
    }

    private static Regex Compile(string pattern) => new(
        $@"\A(?:{pattern})\z",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Regex.InfiniteMatchTimeout);
}
