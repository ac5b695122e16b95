namespace Shop.Pages;

/// <summary>The last page of an order. Its session is already over, on every node.</summary>
internal static class ThanksPage
{
    public static string Render(IReadOnlyList<CartLine> ordered) => $"""
            <div class="empty">
              <span class="picture">🧺{string.Concat(ordered.Take(6).Select(line => line.Article.Picture))}</span>
              <h1>Thank you!</h1>
              <p>{ordered.Sum(line => line.Quantity)} articles for {Catalogue.Price(ordered.Sum(line => line.Cents))} are on their way.
                 The session is over on every node.</p>
              <p><a class="button" href="/">Shop again</a></p>
            </div>
        """;
}
