using Shop.Pages;

namespace Shop.Api;

/// <summary>A cart as JSON. <c>session</c> is a short hash, never the id: who knows the id is that browser.</summary>
internal sealed record CartAnswer(string Session, string Node, IReadOnlyList<CartItem> Items, int Count)
{
    public static CartAnswer Of(HttpContext http, NodeOptions node)
    {
        var items = new Cart(http.Session).Lines.Select(line => new CartItem(line.Article.Sku, line.Quantity)).ToList();
        return new(Layout.ShortHash(http.Session), node.Name, items, items.Sum(item => item.Quantity));
    }
}

internal sealed record CartItem(string Sku, int Quantity);
