using Akka.Sessions.Web.Endpoints;
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

    private static IEnumerable<string> Failures(AkkaSessionsOptions options) =>
    [
        .. FailuresOfValues(options),
        .. PathPatterns.Failures(nameof(options.ReadOnlyPaths), options.ReadOnlyPaths),
        .. PathPatterns.Failures(nameof(options.UnreplicatedPaths), options.UnreplicatedPaths),
    ];

    private static IEnumerable<string> FailuresOfValues(AkkaSessionsOptions options)
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
        if (string.IsNullOrWhiteSpace(options.SystemName) || !options.SystemName.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return $"SystemName is \"{options.SystemName}\"; it must be letters, digits, \"-\" or \"_\".";
        if (options.HoconSection is { } section && string.IsNullOrWhiteSpace(section))
            yield return "HoconSection is empty; it must be the path of a configuration section, or not set.";
        if (options.IdleTimeout is { } idle && idle < TimeSpan.FromSeconds(1))
            yield return $"IdleTimeout is {idle}; it must be at least 00:00:01, or not set for akka.sessions.idle-timeout.";
        if (options.CommitTimeout is { } commit && commit < TimeSpan.FromMilliseconds(10))
            yield return $"CommitTimeout is {commit}; it must be at least 00:00:00.0100000, or not set for akka.sessions.commit-timeout.";
        if (options.DrainDelay is { } drain && drain < TimeSpan.Zero)
            yield return $"DrainDelay is {drain}; it must not be negative, or not set for akka.sessions.drain-delay.";
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
