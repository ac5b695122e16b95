namespace Shop;

/// <summary>
/// What a person is told when a node cannot start. The sentence of the exception says what and where; its stack trace would only say where
/// in the program that was found out.
/// </summary>
internal static class StartFailure
{
    public static string Explain(Exception failure)
    {
        var sentences = new List<string>();
        for (var e = failure; e is not null; e = e.InnerException)
        {
            // An outer message often repeats the inner one.
            if (!sentences.Exists(said => said.Contains(e.Message, StringComparison.OrdinalIgnoreCase))) sentences.Add(e.Message);
        }

        return string.Join(" ", sentences);
    }
}
