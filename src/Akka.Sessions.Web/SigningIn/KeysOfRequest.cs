using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web.SigningIn;

/// <summary>
/// What became of tickets' keys in one request: ended, or followed by another. Cookie authentication cannot be told of another key when it
/// renews a ticket, so it is noted here and put in when the cookie is written.
/// </summary>
internal sealed class KeysOfRequest
{
    private readonly Dictionary<string, string?> _followers = new(StringComparer.Ordinal);

    public static KeysOfRequest Of(HttpContext context)
    {
        if (context.Items[typeof(KeysOfRequest)] is KeysOfRequest keys) return keys;
        context.Items[typeof(KeysOfRequest)] = keys = new();
        return keys;
    }

    public void Ended(string key) => _followers[key] = null;

    public void Follows(string key, string follower) => _followers[key] = follower;

    public bool HasEnded(string key) => _followers.TryGetValue(key, out var follower) && follower is null;

    public bool TryGetFollower(string key, [NotNullWhen(true)] out string? follower) =>
        _followers.TryGetValue(key, out follower) && follower is not null;
}
