using Akka.Sessions.Web.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.Setup;

/// <summary>Checks the web side's options once, at start; the manager checks those it shares with HOCON.</summary>
internal sealed class AkkaSessionsOptionsValidation(IServiceProviderIsService services) : IValidateOptions<AkkaSessionsOptions>
{
    public ValidateOptionsResult Validate(string? name, AkkaSessionsOptions options)
    {
        string[] failures =
        [
            .. CookieRules.Failures(options),
            .. FailuresOfValues(options),
            .. PathPatterns.Failures(nameof(options.ReadOnlyPaths), options.ReadOnlyPaths),
            .. PathPatterns.Failures(nameof(options.UnreplicatedPaths), options.UnreplicatedPaths),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> FailuresOfValues(AkkaSessionsOptions options)
    {
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
        if (options.ProtectCookie && !services.IsService(typeof(IDataProtectionProvider)))
            yield return "ProtectCookie is true, so call builder.Services.AddDataProtection(), with keys that all nodes share.";
        if (options.Route is { } route && !SessionId.IsRoute(route))
            yield return $"Route is \"{route}\"; it must be 1 to {SessionId.MaxRouteLength} letters, digits, - or _, or not set.";
        if (options.Json is null)
            yield return "Json is null; it must be JsonSerializerOptions.";
        if (options.CommitLevel is { } level && !Enum.IsDefined(level))
            yield return $"CommitLevel is {level}; it must be one of {string.Join(", ", Enum.GetNames<CommitLevel>())}.";
        if (!Enum.IsDefined(options.OnMissedCommit))
            yield return $"OnMissedCommit is {options.OnMissedCommit}; it must be one of {string.Join(", ", Enum.GetNames<MissedCommitPolicy>())}.";
        if (options.TokenLifetime < TimeSpan.FromSeconds(1) || options.TokenLifetime > TimeSpan.FromHours(1))
            yield return $"TokenLifetime is {options.TokenLifetime}; it must be from 00:00:01 to 01:00:00.";
    }
}
