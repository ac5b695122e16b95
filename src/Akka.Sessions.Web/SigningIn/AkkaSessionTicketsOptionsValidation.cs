using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.SigningIn;

/// <summary>Checks the options of tickets once, at start.</summary>
internal sealed class AkkaSessionTicketsOptionsValidation(IOptions<AuthenticationOptions> authentication)
    : IValidateOptions<AkkaSessionTicketsOptions>
{
    private const int MinTicketSize = 1024;
    private const int MaxTicketSize = 8 * 1024 * 1024;
    private const int MostTickets = 1000;

    public ValidateOptionsResult Validate(string? name, AkkaSessionTicketsOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(AkkaSessionTicketsOptions options)
    {
        if (options.Schemes is not { Count: > 0 })
            yield return "Schemes is empty; it must name at least one scheme of cookie authentication.";
        foreach (var scheme in options.Schemes ?? [])
        {
            if (!authentication.Value.SchemeMap.ContainsKey(scheme))
                yield return $"Schemes names \"{scheme}\", which is none: call AddAuthentication().AddCookie(\"{scheme}\").";
        }

        if (!Enum.IsDefined(options.CommitLevel))
            yield return $"CommitLevel is {options.CommitLevel}; it must be one of {string.Join(", ", Enum.GetNames<CommitLevel>())}.";
        if (options.MaxTicketSize is < MinTicketSize or > MaxTicketSize)
            yield return $"MaxTicketSize is {options.MaxTicketSize}; it must be from {MinTicketSize} to {MaxTicketSize} bytes.";
        if (options.MaxTicketsPerPrincipal is < 1 or > MostTickets)
            yield return $"MaxTicketsPerPrincipal is {options.MaxTicketsPerPrincipal}; it must be from 1 to {MostTickets}, or not set.";
        if (options.PrincipalName is null)
            yield return "PrincipalName is null; it must say how a principal is called.";
    }
}
