using Akka.Sessions.Web;
using Microsoft.AspNetCore.Mvc;

namespace Shop.Pages;

/// <summary>The shop for people. Every button is a form, so it works without a script; every change answers with a redirect.</summary>
internal static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext http, Layout layout) =>
            layout.Page(http, "Shelves", ShelvesPage.Render(new(http.Session))));

        routes.MapGet("/cart", (HttpContext http, Layout layout) =>
            layout.Page(http, "Cart", CartPage.Render(new(http.Session))));

        // The session cookie is SameSite=Lax, so no other site can post these forms in a visitor's name.
        var forms = routes.MapGroup("").DisableAntiforgery();

        forms.MapPost("/cart/{sku}/add", (HttpContext http, string sku) =>
        {
            if (!Catalogue.TryFind(sku, out var article)) return Results.NotFound();
            var cart = new Cart(http.Session);
            cart.Set(article, Math.Min(cart.Quantity(article) + 1, Cart.MaxQuantity));
            return Results.LocalRedirect($"/#{sku}");
        });

        forms.MapPost("/cart/{sku}", (HttpContext http, string sku, [FromForm] int quantity) =>
        {
            if (!Catalogue.TryFind(sku, out var article) || quantity is < 0 or > Cart.MaxQuantity) return Results.BadRequest();
            new Cart(http.Session).Set(article, quantity);
            return Results.LocalRedirect("/cart");
        });

        forms.MapPost("/checkout", async (HttpContext http, Layout layout) =>
        {
            var ordered = new Cart(http.Session).Lines;
            await http.GetReplicatedSession().InvalidateAsync();
            return layout.Page(http, "Thank you", ThanksPage.Render(ordered));
        });

        forms.MapPost("/start-over", async (HttpContext http) =>
        {
            await http.GetReplicatedSession().InvalidateAsync();
            return Results.LocalRedirect("/");
        });
    }
}
