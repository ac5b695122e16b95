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

    /// <summary>The scope and the name of an attribute in it; false for one that is in none.</summary>
    public static bool TrySplit(string kept, out string scope, out string name)
    {
        (scope, name) = ("", kept);
        if (!kept.StartsWith(ScopePrefix, StringComparison.Ordinal)) return false;
        var end = kept.IndexOf(ScopeEnd, StringComparison.Ordinal);
        if (end < 0) return false;
        (scope, name) = (kept[ScopePrefix.Length..end], kept[(end + 1)..]);
        return true;
    }
}
