using Akka.Sessions.Web;

namespace Shop;

/// <summary>One article in the cart.</summary>
internal sealed record CartLine(Article Article, int Quantity)
{
    public int Cents => Article.Cents * Quantity;
}

/// <summary>
/// The cart in the session. Every line is an attribute of its own, <c>cart/{sku}</c>: only a line that changed travels to the other nodes,
/// and two requests that change different lines on different nodes never undo each other.
/// </summary>
internal sealed class Cart(ISession session)
{
    public const int MaxQuantity = 999;

    private const string Prefix = "cart/";

    public IReadOnlyList<CartLine> Lines =>
    [
        .. session.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Line)
            .OfType<CartLine>(),
    ];

    public int Quantity(Article article) => session.Get<int>(Prefix + article.Sku);

    /// <summary>Sets a quantity; none removes the line. Doing it twice is as good as doing it once.</summary>
    public void Set(Article article, int quantity)
    {
        if (quantity == 0) session.Remove(Prefix + article.Sku);
        else session.Set(Prefix + article.Sku, quantity);
    }

    // An article that another release of the shop sold, and this one does not, is left alone and not shown.
    private CartLine? Line(string name) =>
        Catalogue.TryFind(name[Prefix.Length..], out var article) && Quantity(article) is > 0 and var quantity
            ? new(article, quantity)
            : null;
}
