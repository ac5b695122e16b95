using Xunit.Sdk;

namespace Akka.TestKit;

/// <content>How an expectation fails.</content>
public abstract partial class TestKitBase
{
    private const int ListedAtMost = 20;

    private static XunitException Failure(string what, string? hint = null) => new(string.IsNullOrEmpty(hint) ? what : $"{what} ({hint})");

    private static string Listed(List<object> messages) => messages.Count == 0
        ? "nothing"
        : string.Join(", ", messages.Take(ListedAtMost))
            + (messages.Count > ListedAtMost ? $" and {messages.Count - ListedAtMost} more" : "");
}
