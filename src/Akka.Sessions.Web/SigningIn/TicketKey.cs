using System.Globalization;

namespace Akka.Sessions.Web.SigningIn;

/// <summary>
/// What the authentication cookie carries: the id of the ticket's session, and behind dots the commit that made it (origin and number), so
/// that the next node waits for it instead of calling the visitor a stranger.
/// </summary>
internal readonly record struct TicketKey(SessionId Id, SessionToken? Token)
{
    public static TicketKey? Parse(string text)
    {
        var parts = text.Split('.', 4);
        if (!SessionId.TryParse(parts[0], out var id)) return null;
        if (parts.Length != 3) return parts.Length == 1 ? new(id, null) : null;
        return uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var incarnation)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(id, new SessionToken(unchecked((int)incarnation), number))
            : null;
    }

    public string ToText() => Token is { } token
        ? string.Create(CultureInfo.InvariantCulture, $"{Id.Value}.{(uint)token.Incarnation:x8}.{token.Number}")
        : Id.Value;
}
