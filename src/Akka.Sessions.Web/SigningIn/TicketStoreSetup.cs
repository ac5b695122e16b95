using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Akka.Sessions.Web.SigningIn;

/// <summary>Gives the named schemes their store, whether <c>AddCookie</c> was called before or after.</summary>
internal sealed class TicketStoreSetup(
    SessionTicketStore store, IOptions<AkkaSessionTicketsOptions> tickets, IDataProtectionProvider protection, IHttpContextAccessor request)
    : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        if (name is null || !tickets.Value.Schemes.Contains(name, StringComparer.Ordinal)) return;
        if (options.SessionStore is not null)
        {
            throw new InvalidOperationException(
                $"The scheme {name} has a SessionStore already; remove it, or remove the scheme from AddAkkaSessionTickets().");
        }

        // The framework's own turn, in case it has not come yet: it fills in what nobody has set.
        new PostConfigureCookieAuthenticationOptions(protection).PostConfigure(name, options);
        options.SessionStore = store;
        options.TicketDataFormat = new FollowingKeyFormat(options.TicketDataFormat, request);
    }
}
