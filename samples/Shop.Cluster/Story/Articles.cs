namespace Shop.Cluster.Story;

/// <summary>What the clients of the story buy: skus that the shop sells.</summary>
internal static class Articles
{
    public static readonly IReadOnlyList<string> All =
    [
        "apples", "pears", "lemons", "cherries", "strawberries", "grapes",
        "tomatoes", "carrots", "broccoli", "mushrooms", "potatoes", "corn",
        "bread", "baguette", "croissants", "pretzels", "waffles", "cookies",
        "honey", "cheese", "eggs", "milk", "chocolate", "coffee",
    ];
}
