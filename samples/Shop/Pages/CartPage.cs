namespace Shop.Pages;

/// <summary>The cart: its lines with their quantities, the sum, and the ways out.</summary>
internal static class CartPage
{
    public static string Render(Cart cart)
    {
        var lines = cart.Lines;
        return lines.Count == 0 ? Empty : $"""
                <h1>Your cart</h1>
                <ul class="lines">
            {string.Concat(lines.Select(Line))}    </ul>
                <div class="sum">
                  <p>{lines.Sum(line => line.Quantity)} articles <b>{Catalogue.Price(lines.Sum(line => line.Cents))}</b></p>
                  <form method="post" action="/start-over"><button class="quiet">Start over</button></form>
                  <form method="post" action="/checkout"><button>Check out</button></form>
                </div>
            """;
    }

    private const string Empty = """
            <div class="empty">
              <span class="picture">🧺</span>
              <h1>Your cart is empty</h1>
              <p><a class="button" href="/">To the shelves</a></p>
            </div>
        """;

    private static string Line(CartLine line) => $"""
              <li class="line">
                <span class="picture">{line.Article.Picture}</span>
                <h3>{Layout.Text(line.Article.Name)} <small>{Layout.Text(line.Article.Unit)}</small></h3>
                <form class="stepper" method="post" action="/cart/{line.Article.Sku}">
                  <button name="quantity" value="{line.Quantity - 1}" aria-label="One less">−</button>
                  <output>{line.Quantity}</output>
                  <button name="quantity" value="{Math.Min(line.Quantity + 1, Cart.MaxQuantity)}" aria-label="One more">+</button>
                </form>
                <b class="price">{Catalogue.Price(line.Cents)}</b>
              </li>

        """;
}
