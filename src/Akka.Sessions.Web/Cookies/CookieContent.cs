using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Akka.Sessions.Web.Cookies;

/// <summary>
/// What stands in the session cookie: the id, bare or protected, and behind a dot the route, which a balancer must be able to read. Whatever
/// a browser sends is read without complaint.
/// </summary>
internal sealed class CookieContent(IDataProtector? protector)
{
    // An id of the greatest length and its envelope come to 210 characters.
    private const int MaxProtectedLength = 512;

    public NamedSession Read(string cookie)
    {
        if (protector is null) return Named(cookie);
        if (cookie.Length > MaxProtectedLength) return NamedSession.Malformed;
        var dot = cookie.IndexOf('.', StringComparison.Ordinal);
        try
        {
            var value = protector.Unprotect(dot < 0 ? cookie : cookie[..dot]);
            return Named(dot < 0 ? value : value + cookie[dot..]);
        }
        catch (CryptographicException)
        {
            return NamedSession.Unprotectable;
        }
    }

    public string Write(SessionId id, string? route)
    {
        var value = protector is null ? id.Value : protector.Protect(id.Value);
        return route is null ? value : $"{value}.{route}";
    }

    // The route is the cookie's alone: sessions are known by their value, to managers and on the wire.
    private static NamedSession Named(string text) =>
        SessionId.TryParse(text, out var id) ? new(new SessionId(id.Value), id.Route, FormerSession.None) : NamedSession.Malformed;
}

/// <summary>The session that a cookie names, not looked up yet, and the node it is bound to; or why it names none.</summary>
internal readonly record struct NamedSession(SessionId? Id, string? Route, FormerSession Former)
{
    public static readonly NamedSession Malformed = new(null, null, FormerSession.Malformed);

    /// <summary>Forged, or protected with keys that this node has not got.</summary>
    public static readonly NamedSession Unprotectable = new(null, null, FormerSession.Unknown);
}
