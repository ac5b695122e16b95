using System.Globalization;
using Akka.Sessions;
using Akka.Sessions.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Shop.Api;

/// <summary>The cart for machines.</summary>
internal static class CartRoutes
{
    public static void MapCartApi(this IEndpointRouteBuilder routes, NodeOptions node)
    {
        routes.MapGet("/api/cart", (HttpContext http) => CartAnswer.Of(http, node));

        routes.MapPut("/api/cart/{sku}", Results<Ok<CartAnswer>, ProblemHttpResult> (
            HttpContext http, string sku, string? quantity, string? commit) =>
        {
            if (!Catalogue.TryFind(sku, out var article)) return Problem($"The shop does not sell '{sku}'.");
            if (!int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > Cart.MaxQuantity)
                return Problem($"'quantity' must be a whole number from 0 to {Cart.MaxQuantity}.");
            if (!TryLevel(commit, out var level)) return Problem("'commit' must be none, one, majority or all.");
            http.GetReplicatedSession().CommitLevel = level;
            new Cart(http.Session).Set(article, number);
            return TypedResults.Ok(CartAnswer.Of(http, node));
        });

        routes.MapDelete("/api/cart/{sku}", Results<Ok<CartAnswer>, ProblemHttpResult> (HttpContext http, string sku) =>
        {
            if (!Catalogue.TryFind(sku, out var article)) return Problem($"The shop does not sell '{sku}'.");
            new Cart(http.Session).Set(article, 0);
            return TypedResults.Ok(CartAnswer.Of(http, node));
        });

        routes.MapPost("/api/checkout", async (HttpContext http) =>
        {
            var ordered = CartAnswer.Of(http, node);
            await http.GetReplicatedSession().InvalidateAsync();
            return ordered;
        });
    }

    // How many nodes must hold the change before it is answered: what the caller says, or else what the HOCON file says.
    private static bool TryLevel(string? name, out CommitLevel? level)
    {
        var isLevel = Enum.TryParse<CommitLevel>(name, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed);
        level = isLevel ? parsed : null;
        return isLevel || name is null;
    }

    private static ProblemHttpResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
