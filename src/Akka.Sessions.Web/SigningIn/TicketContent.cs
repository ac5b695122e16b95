using System.Buffers.Binary;
using Microsoft.AspNetCore.Authentication;

namespace Akka.Sessions.Web.SigningIn;

/// <summary>
/// A ticket in a session of its own: who it is in one attribute, from when until when in another, so that a renewal sends sixteen bytes.
/// The session ends when the ticket does.
/// </summary>
internal static class TicketContent
{
    /// <summary>The name by which the sessions keep <see cref="Ticket"/>; only tickets have it.</summary>
    public const string KeptName = $"akka.scope.{ScopeName}/{Ticket}";

    private const string ScopeName = "authentication";
    private const string Ticket = "ticket";
    private const string Times = "times";

    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);

    /// <exception cref="SessionLimitException">The ticket is too big; nothing was changed.</exception>
    public static void Write(IReplicatedSession session, AuthenticationTicket ticket, AkkaSessionTicketsOptions options)
    {
        var identity = IdentityOf(ticket);
        if (identity.Length > options.MaxTicketSize)
        {
            throw new SessionLimitException(
                $"The ticket of a sign-in by {ticket.AuthenticationScheme} has {identity.Length} bytes; at most {options.MaxTicketSize} "
                + $"(AkkaSessionTicketsOptions.{nameof(options.MaxTicketSize)}). Put fewer claims and no tokens into it, or raise the "
                + "limit.");
        }

        var scope = session.Scope(ScopeName);
        SetChanged(scope, Ticket, identity);
        SetChanged(scope, Times, TimesOf(ticket.Properties));
        var principal = options.NameOf(ticket.Principal);
        if (session.Principal != principal) session.Principal = principal;
        if (ticket.Properties.ExpiresUtc is { } expires) EndAt(session, expires);
    }

    public static AuthenticationTicket? Read(IReplicatedSession session)
    {
        var scope = session.Scope(ScopeName);
        if (!scope.TryGetValue(Ticket, out var identity)) return null;
        if (TicketSerializer.Default.Deserialize(identity.ToArray()) is not { } ticket) return null;
        if (!scope.TryGetValue(Times, out var times) || times.Length != 2 * sizeof(long)) return ticket;
        ticket.Properties.IssuedUtc = TimeAt(times.Span);
        ticket.Properties.ExpiresUtc = TimeAt(times.Span[sizeof(long)..]);
        return ticket;
    }

    private static byte[] IdentityOf(AuthenticationTicket ticket)
    {
        var timeless = ticket.Properties.Clone();
        timeless.IssuedUtc = null;
        timeless.ExpiresUtc = null;
        return TicketSerializer.Default.Serialize(new(ticket.Principal, timeless, ticket.AuthenticationScheme));
    }

    private static byte[] TimesOf(AuthenticationProperties properties)
    {
        var times = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(times, properties.IssuedUtc?.UtcTicks ?? 0);
        BinaryPrimitives.WriteInt64BigEndian(times.AsSpan(sizeof(long)), properties.ExpiresUtc?.UtcTicks ?? 0);
        return times;
    }

    private static DateTimeOffset? TimeAt(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64BigEndian(bytes) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    private static void SetChanged(ISessionScope scope, string name, byte[] value)
    {
        if (!scope.TryGetValue(name, out var present) || !present.Span.SequenceEqual(value)) scope.Set(name, value);
    }

    // However often the ticket is shown: what keeps it alive is renewal, as cookie authentication means it.
    private static void EndAt(IReplicatedSession session, DateTimeOffset expires)
    {
        var life = TimeSpan.FromSeconds(Math.Ceiling((expires - session.Created).TotalSeconds));
        if (life < ShortestLife) life = ShortestLife;
        if (session.AbsoluteTimeout != life) session.AbsoluteTimeout = life;
        if (session.IdleTimeout != Timeout.InfiniteTimeSpan) session.IdleTimeout = Timeout.InfiniteTimeSpan;
    }
}
