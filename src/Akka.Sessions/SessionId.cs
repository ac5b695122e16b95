using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Akka.Sessions;

/// <summary>
/// The secret that names a session: 128 random bits (or as many as <c>akka.sessions.id-bits</c> says), base64url, with an optional route for sticky balancers.
/// Whoever knows it is that browser, so it goes to the cookie and the wire only: it prints as its one-way hash.
/// </summary>
/// <param name="Value">The random part: base64url, 22 to 64 characters.</param>
/// <param name="Route">The member named for a sticky balancer (Tomcat's jvmRoute), or <see langword="null"/>.</param>
public readonly record struct SessionId(string Value, string? Route = null)
{
    /// <summary>The shortest random part accepted: 16 bytes in base64url.</summary>
    public const int MinLength = 22;

    /// <summary>The longest random part accepted.</summary>
    public const int MaxLength = 64;

    /// <summary>The longest route accepted.</summary>
    public const int MaxRouteLength = 64;

    /// <summary>The random bits of an id, unless more are asked for.</summary>
    internal const int MinBits = 128;

    /// <summary>The most random bits of an id.</summary>
    internal const int MaxBits = 384;

    /// <summary>A new id of 128 bits from the operating system's cryptographic generator.</summary>
    public static SessionId New(string? route = null) => New(MinBits) with { Route = route };

    /// <summary>A new id of so many random bits, a multiple of eight.</summary>
    internal static SessionId New(int bits)
    {
        Span<byte> random = stackalloc byte[bits / 8];
        RandomNumberGenerator.Fill(random);
        return new(Base64Url.EncodeToString(random));
    }

    /// <summary>Reads what a cookie carries: <c>value</c> or <c>value.route</c>. Anything else is refused, never repaired.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        id = default;
        if (text is null || text.Length > MaxLength + 1 + MaxRouteLength) return false;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var value = dot < 0 ? text : text[..dot];
        var route = dot < 0 ? null : text[(dot + 1)..];
        if (value.Length is < MinLength or > MaxLength || !value.All(IsBase64Url)) return false;
        if (route is not null && !IsRoute(route)) return false;
        id = new(value, route);
        return true;
    }

    /// <summary>What the cookie carries: the value, and the route behind a dot when there is one.</summary>
    public string ToCookieValue() => Route is null ? Value : $"{Value}.{Route}";

    /// <summary>Two ids are the same session when their random parts agree; the route is only a hint for a balancer.</summary>
    public bool Equals(SessionId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : string.GetHashCode(Value, StringComparison.Ordinal);

    /// <summary>The one-way hash of the value (first 16 bytes of SHA-256, base64url): safe to log and to show.</summary>
    public override string ToString()
    {
        if (Value is null) return "(no session)";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Value), hash);
        return Base64Url.EncodeToString(hash[..16]);
    }

    /// <summary>Whether a node can have that name: 1 to 64 letters, digits, <c>-</c> or <c>_</c>.</summary>
    public static bool IsRoute([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= MaxRouteLength } && text.All(IsBase64Url);

    private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
