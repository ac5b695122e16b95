using System.Globalization;
using Akka.Sessions;
using Akka.Sessions.Web;
using Shop.Pages;

namespace Shop.Api;

/// <summary>The session itself, for machines and the curious.</summary>
internal static class SessionRoutes
{
    private const int LongestIdleSeconds = 24 * 60 * 60;

    public static void MapSessionApi(this IEndpointRouteBuilder routes, NodeOptions node)
    {
        routes.MapGet("/api/session", (HttpContext http) =>
        {
            var session = http.GetReplicatedSession();
            return new SessionAnswer(
                Layout.ShortHash(http.Session), node.Name, session.IsNew, session.Created, session.LastAccessed,
                session.IdleTimeout.TotalSeconds,
                [.. http.Session.Keys.Order(StringComparer.Ordinal).Select(name => new AttributeAnswer(name, Size(http.Session, name)))]);
        });

        routes.MapPut("/api/session/idle-timeout", (HttpContext http, string? seconds) =>
        {
            var isNumber = int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            if (!isNumber || number is < 1 or > LongestIdleSeconds)
                return Results.Problem($"'seconds' must be a whole number from 1 to {LongestIdleSeconds}.", statusCode: 400);
            http.GetReplicatedSession().IdleTimeout = TimeSpan.FromSeconds(number);
            return Results.Ok(CartAnswer.Of(http, node));
        });

        routes.MapPost("/api/session/rotate", async (HttpContext http) =>
        {
            await http.GetReplicatedSession().RotateIdAsync();
            return CartAnswer.Of(http, node);
        });

        routes.MapGet("/api/sessions/count", (ISessionManager sessions) =>
        {
            var status = sessions.Status;
            return new CountAnswer(node.Name, status.SessionCount, status.Members.Count, status.Unreachable.Count);
        }).WithoutSession();
    }

    private static int Size(ISession session, string name) => session.TryGetValue(name, out var value) ? value.Length : 0;
}

internal sealed record SessionAnswer(
    string Session,
    string Node,
    bool IsNew,
    DateTimeOffset Created,
    DateTimeOffset LastAccessed,
    double IdleSeconds,
    IReadOnlyList<AttributeAnswer> Attributes);

internal sealed record AttributeAnswer(string Name, int Bytes);

internal sealed record CountAnswer(string Node, int Count, int Members, int Unreachable);
