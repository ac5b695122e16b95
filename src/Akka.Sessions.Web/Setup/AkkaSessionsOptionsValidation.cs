using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Setup;

/// <summary>Checks the web side's options once, at start; the manager checks those it shares with HOCON.</summary>
internal sealed class AkkaSessionsOptionsValidation : IValidateOptions<AkkaSessionsOptions>
{
    private const int MaxCookieNameLength = 64;
    private const string TokenCharacters = "!#$%&'*+-.^_`|~";

    public ValidateOptionsResult Validate(string? name, AkkaSessionsOptions options)
    {
        var failures = Failures(options).ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(AkkaSessionsOptions options)
    {
        if (options.Cookie is null)
            yield return "Cookie is null; it must be a CookieBuilder.";
        else if (!IsCookieName(options.Cookie.Name))
            yield return $"Cookie.Name is \"{options.Cookie.Name}\"; it must be 1 to {MaxCookieNameLength} letters, digits or {TokenCharacters}.";
        if (options.Cookie is { Expiration: not null })
            yield return "Cookie.Expiration is set; use Cookie.MaxAge for a cookie that outlives the browser.";
        if (options.Cookie is { MaxAge: { } age } && age <= TimeSpan.Zero)
            yield return $"Cookie.MaxAge is {age}; it must be above zero, or not set for a cookie that ends with the browser.";
        if (options.Cookie is { Path: { } path } && !path.StartsWith('/'))
            yield return $"Cookie.Path is \"{path}\"; it must begin with a slash.";
        if (options.Json is null)
            yield return "Json is null; it must be JsonSerializerOptions.";
        if (options.CommitLevel is { } level && !Enum.IsDefined(level))
            yield return $"CommitLevel is {level}; it must be one of {string.Join(", ", Enum.GetNames<CommitLevel>())}.";
        if (!Enum.IsDefined(options.OnMissedCommit))
            yield return $"OnMissedCommit is {options.OnMissedCommit}; it must be one of {string.Join(", ", Enum.GetNames<MissedCommitPolicy>())}.";
        if (options.TokenLifetime < TimeSpan.FromSeconds(1) || options.TokenLifetime > TimeSpan.FromHours(1))
            yield return $"TokenLifetime is {options.TokenLifetime}; it must be from 00:00:01 to 01:00:00.";
    }

    private static bool IsCookieName(string? name)
        => name is { Length: > 0 and <= MaxCookieNameLength }
            && name.All(c => char.IsAsciiLetterOrDigit(c) || TokenCharacters.Contains(c, StringComparison.Ordinal));
}
