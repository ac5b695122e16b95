namespace Shop.Pages;

/// <summary>The front page: everything the shop sells, shelf by shelf.</summary>
internal static class ShelvesPage
{
    public static string Render(Cart cart) => string.Concat(Catalogue.Shelves.Select(shelf => $"""
            <section>
              <h2>{Layout.Text(shelf.Name)}</h2>
              <ul class="shelf">
        {string.Concat(shelf.Articles.Select(article => Card(article, cart.Quantity(article))))}      </ul>
            </section>

        """));

    private static string Card(Article article, int inCart) => $"""
                <li class="card" id="{article.Sku}">
                  <span class="picture">{article.Picture}</span>
                  <h3>{Layout.Text(article.Name)}</h3>
                  <p>{Catalogue.Price(article.Cents)} <small>{Layout.Text(article.Unit)}</small></p>
                  <form method="post" action="/cart/{article.Sku}/add">
                    <button>{(inCart == 0 ? "Add" : $"Add <b>{inCart}</b>")}</button>
                  </form>
                </li>

        """;
}
