using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Setup;

/// <summary>What the options of the cookie must keep to, so that browsers take it.</summary>
internal static class CookieRules
{
    private const int MaxCookieNameLength = 64;
    private const string TokenCharacters = "!#$%&'*+-.^_`|~";

    public static IEnumerable<string> Failures(AkkaSessionsOptions options)
    {
        if (options.Cookie is not { } cookie) return ["Cookie is null; it must be a CookieBuilder."];
        return [.. FailuresOfParts(cookie), .. FailuresAmongEachOther(cookie, options.PartitionedCookie)];
    }

    private static IEnumerable<string> FailuresOfParts(CookieBuilder cookie)
    {
        if (!IsName(cookie.Name))
            yield return $"Cookie.Name is \"{cookie.Name}\"; it must be 1 to {MaxCookieNameLength} letters, digits or {TokenCharacters}.";
        if (cookie.Expiration is not null)
            yield return "Cookie.Expiration is set; use Cookie.MaxAge for a cookie that outlives the browser.";
        if (cookie.MaxAge is { } age && age <= TimeSpan.Zero)
            yield return $"Cookie.MaxAge is {age}; it must be above zero, or not set for a cookie that ends with the browser.";
        if (cookie.Path is { } path && (!path.StartsWith('/') || !IsAttribute(path)))
            yield return $"Cookie.Path is \"{path}\"; it must begin with a slash, without semicolons and control characters.";
        if (cookie.Domain is { } domain && !(domain.Length > 0 && domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')))
            yield return $"Cookie.Domain is \"{domain}\"; it must be a host name.";
        if (cookie.Extensions.FirstOrDefault(extension => !IsAttribute(extension)) is { } extra)
            yield return $"Cookie.Extensions has \"{extra}\"; each must be one attribute, without semicolons and control characters.";
    }

    private static IEnumerable<string> FailuresAmongEachOther(CookieBuilder cookie, bool isPartitioned)
    {
        const string always = "Cookie.SecurePolicy must be Always";
        if (isPartitioned && cookie.SecurePolicy is not CookieSecurePolicy.Always)
            yield return $"PartitionedCookie is true, so {always}: browsers refuse such a cookie without Secure.";
        if (cookie is { SameSite: SameSiteMode.None, SecurePolicy: CookieSecurePolicy.None })
            yield return "Cookie.SameSite is None, so Cookie.SecurePolicy must not be: browsers refuse such a cookie without Secure.";
        if (HasPrefix(cookie, "__Secure-") && cookie.SecurePolicy is not CookieSecurePolicy.Always)
            yield return $"Cookie.Name begins with __Secure-, so {always}.";
        if (HasPrefix(cookie, "__Host-") && cookie is not { SecurePolicy: CookieSecurePolicy.Always, Path: "/", Domain: null })
            yield return $"Cookie.Name begins with __Host-, so {always}, Cookie.Path / and Cookie.Domain not set.";
    }

    private static bool HasPrefix(CookieBuilder cookie, string prefix) =>
        cookie.Name?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) is true;

    private static bool IsName(string? name)
        => name is { Length: > 0 and <= MaxCookieNameLength }
            && name.All(c => char.IsAsciiLetterOrDigit(c) || TokenCharacters.Contains(c, StringComparison.Ordinal));

    private static bool IsAttribute(string? text) => text is { Length: > 0 } && text.All(c => c is not ';' && !char.IsControl(c));
}
