using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Akka.Sessions.Web;

/// <summary>
/// How cookie authentication keeps its tickets in the sessions of the cluster. Set at start, read from then on; a value that does not hold
/// stops the host at start with a message that names it.
/// </summary>
public sealed class AkkaSessionTicketsOptions
{
    /// <summary>
    /// The cookie authentication schemes whose tickets are kept here. At least one, each added with <c>AddCookie</c>; with ASP.NET Core
    /// Identity it is <c>Identity.Application</c>. Default: <c>Cookies</c>, the scheme of <c>AddCookie()</c> without a name.
    /// </summary>
    public IReadOnlyList<string> Schemes { get; set; } = [CookieAuthenticationDefaults.AuthenticationScheme];

    /// <summary>
    /// How many members must hold a sign-in or a sign-out before it is answered. Higher is safer and waits for more members. A level that
    /// is missed by a sign-in follows <see cref="AkkaSessionsOptions.OnMissedCommit"/>; elsewhere it is logged.
    /// Default: <see cref="CommitLevel.Majority"/>.
    /// </summary>
    public CommitLevel CommitLevel { get; set; } = CommitLevel.Majority;

    /// <summary>
    /// The most bytes of a ticket. A sign-in with a bigger one throws <see cref="SessionLimitException"/>. 1,024 bytes to 8 MiB; the limits
    /// <c>akka.sessions.max-attribute-size</c> and <c>akka.sessions.max-session-size</c> hold as well. Default: 64 KiB.
    /// </summary>
    public int MaxTicketSize { get; set; } = 64 * 1024;

    /// <summary>
    /// How many tickets one principal may have, so in how many browsers one may be signed in; a sign-in beyond ends the oldest. Each
    /// sign-in then looks at all sessions of its node. 1 to 1,000. Default: <see langword="null"/>, no limit and no look.
    /// </summary>
    public int? MaxTicketsPerPrincipal { get; set; }

    /// <summary>
    /// The name by which tickets belong together and are found in listings (<see cref="IReplicatedSession.Principal"/>), at most 1,024
    /// characters; <see langword="null"/> for somebody without one, whom no limit holds. Must be safe for several threads. It should name
    /// an account for good: where user names can change, take the identifier. Default: <c>Identity.Name</c>.
    /// </summary>
    public Func<ClaimsPrincipal, string?> PrincipalName { get; set; } = static principal => principal.Identity?.Name;

    internal string? NameOf(ClaimsPrincipal principal) => PrincipalName(principal) is { Length: > 0 } name ? name : null;
}
