using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.Cookies;

/// <summary>
/// The commits a browser has seen and some member may not: one cookie per origin, named after the session cookie and the origin's
/// incarnation (8 hexadecimal digits), holding the batch number. At most <see cref="MaxTokens"/>; they expire by themselves.
/// </summary>
internal sealed class TokensOfRequest
{
    public const int MaxTokens = 8;

    private const int HexDigits = 8;

    private readonly List<SessionToken> _tokens = [];
    private readonly List<string> _garbage = [];

    /// <summary>What the request carries that can be believed.</summary>
    public IReadOnlyList<SessionToken> Tokens => _tokens;

    /// <summary>Names of cookies to delete: malformed ones, and those beyond the bound.</summary>
    public IReadOnlyList<string> Garbage => _garbage;

    /// <summary>Reads the request's tokens; <see langword="null"/> when it has none, which is nearly always.</summary>
    public static TokensOfRequest? Read(IRequestCookieCollection cookies, string sessionCookie)
    {
        if (cookies.Count == 1) return null;
        TokensOfRequest? found = null;
        foreach (var (name, value) in cookies)
        {
            if (IncarnationOf(name, sessionCookie) is { } incarnation) (found ??= new()).Add(name, incarnation, value);
        }

        return found;
    }

    public static string NameOf(string sessionCookie, int incarnation) => $"{sessionCookie}.{(uint)incarnation:x8}";

    public static string ValueOf(SessionToken token) => token.Number.ToString(CultureInfo.InvariantCulture);

    private void Add(string name, int incarnation, string value)
    {
        if (_tokens.Count < MaxTokens && TryParseNumber(value, out var number)) _tokens.Add(new(incarnation, number));
        else _garbage.Add(name);
    }

    private static int? IncarnationOf(string name, string sessionCookie)
    {
        if (name.Length != sessionCookie.Length + 1 + HexDigits || name[sessionCookie.Length] != '.') return null;
        if (!name.StartsWith(sessionCookie, StringComparison.Ordinal)) return null;
        var digits = name.AsSpan(sessionCookie.Length + 1);
        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var incarnation)) return null;
        return unchecked((int)incarnation);
    }

    private static bool TryParseNumber(string value, out long number)
        => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
