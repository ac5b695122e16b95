namespace Akka.Sessions.Model;

/// <summary>Names that the sessions keep for themselves, and where among them the attributes of a scope stand.</summary>
internal static class ReservedNames
{
    public const string Prefix = "akka.";

    private const string ScopePrefix = Prefix + "scope.";
    private const char ScopeEnd = '/';

    public static bool IsReserved(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What the names of a scope's attributes begin with. No two scopes share one: a scope's own name holds no slash.</summary>
    /// <exception cref="SessionLimitException">The scope's name is empty, or holds a slash or a control character.</exception>
    public static string PrefixOf(string scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Length == 0 || scope.Contains(ScopeEnd, StringComparison.Ordinal) || scope.Any(char.IsControl))
            throw new SessionLimitException("The name of a scope has at least one character, and neither a slash nor a control character.");
        return $"{ScopePrefix}{scope}{ScopeEnd}";
    }
}
