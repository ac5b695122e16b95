using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.SigningIn;

/// <summary>
/// Writes into the cookie the key that follows the one cookie authentication knows, when this request has given the ticket another.
/// </summary>
internal sealed class FollowingKeyFormat(ISecureDataFormat<AuthenticationTicket> inner, IHttpContextAccessor request)
    : ISecureDataFormat<AuthenticationTicket>
{
    // A constant of CookieAuthenticationHandler since its first release; cookies of all releases carry it.
    private const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    public string Protect(AuthenticationTicket data) => inner.Protect(Followed(data));

    public string Protect(AuthenticationTicket data, string? purpose) => inner.Protect(Followed(data), purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => inner.Unprotect(protectedText);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => inner.Unprotect(protectedText, purpose);

    private AuthenticationTicket Followed(AuthenticationTicket data)
    {
        if (request.HttpContext is not { } context || data.Principal.FindFirst(KeyClaim) is not { } claim) return data;
        if (!KeysOfRequest.Of(context).TryGetFollower(claim.Value, out var follower)) return data;
        var renamed = new Claim(KeyClaim, follower, ClaimValueTypes.String, claim.Issuer);
        var identity = new ClaimsIdentity([renamed], claim.Subject?.AuthenticationType);
        return new(new ClaimsPrincipal(identity), data.Properties, data.AuthenticationScheme);
    }
}
