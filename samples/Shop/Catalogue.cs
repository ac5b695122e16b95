using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Shop;

/// <summary>Something the shop sells.</summary>
internal sealed record Article(string Sku, string Name, string Picture, int Cents, string Unit);

/// <summary>A part of the shop, shown under one heading.</summary>
internal sealed record Shelf(string Name, IReadOnlyList<Article> Articles);

/// <summary>Everything the shop sells. The same on every node, so it needs no session and no database.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyList<Shelf> Shelves =
    [
        new("Fruit",
        [
            new("apples", "Apples", "🍎", 249, "1 kg"),
            new("pears", "Pears", "🍐", 279, "1 kg"),
            new("lemons", "Lemons", "🍋", 159, "4 pieces"),
            new("cherries", "Cherries", "🍒", 449, "500 g"),
            new("strawberries", "Strawberries", "🍓", 379, "500 g"),
            new("grapes", "Grapes", "🍇", 299, "500 g"),
        ]),
        new("Vegetables",
        [
            new("tomatoes", "Tomatoes", "🍅", 289, "500 g"),
            new("carrots", "Carrots", "🥕", 129, "1 bunch"),
            new("broccoli", "Broccoli", "🥦", 199, "1 head"),
            new("mushrooms", "Mushrooms", "🍄", 239, "250 g"),
            new("potatoes", "Potatoes", "🥔", 219, "2 kg"),
            new("corn", "Sweetcorn", "🌽", 149, "2 cobs"),
        ]),
        new("Bakery",
        [
            new("bread", "Country bread", "🍞", 389, "1 loaf"),
            new("baguette", "Baguette", "🥖", 169, "1 piece"),
            new("croissants", "Croissants", "🥐", 420, "3 pieces"),
            new("pretzels", "Pretzels", "🥨", 240, "3 pieces"),
            new("waffles", "Waffles", "🧇", 350, "4 pieces"),
            new("cookies", "Cookies", "🍪", 310, "6 pieces"),
        ]),
        new("Pantry",
        [
            new("honey", "Blossom honey", "🍯", 599, "500 g"),
            new("cheese", "Gruyère", "🧀", 489, "300 g"),
            new("eggs", "Eggs", "🥚", 329, "10 pieces"),
            new("milk", "Milk", "🥛", 139, "1 l"),
            new("chocolate", "Chocolate", "🍫", 229, "100 g"),
            new("coffee", "Coffee", "☕️", 749, "500 g"),
        ]),
    ];

    private static readonly Dictionary<string, Article> BySku =
        Shelves.SelectMany(shelf => shelf.Articles).ToDictionary(article => article.Sku, StringComparer.Ordinal);

    public static bool TryFind(string sku, [NotNullWhen(true)] out Article? article) => BySku.TryGetValue(sku, out article);

    public static string Price(int cents) => (cents / 100m).ToString("€0.00", CultureInfo.InvariantCulture);
}
