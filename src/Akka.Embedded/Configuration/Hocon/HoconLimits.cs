namespace Akka.Configuration.Hocon;

/// <summary>
/// Bounds on what a configuration may be, far above any real one, so that a hostile or broken text ends in an error and not in a dead
/// process.
/// </summary>
internal static class HoconLimits
{
    /// <summary>Objects and arrays inside each other, names in a path, and substitutions that lead to substitutions.</summary>
    public const int Depth = 100;

    /// <summary>Texts that include each other.</summary>
    public const int Includes = 20;

    /// <summary>Characters in one text.</summary>
    public const int Characters = 4 * 1024 * 1024;

    /// <summary>Nodes visited, and characters produced, while all substitutions of a configuration are resolved.</summary>
    public const int Work = 8 * 1024 * 1024;
}
