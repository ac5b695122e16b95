namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// What may stand as a topic or path: it travels in every envelope and every registry entry, so it is bounded where it is first said.
/// </summary>
internal static class PubSubName
{
    internal const int MaxLength = 1024;

    internal static string Checked(string name, string parameter)
    {
        if (string.IsNullOrEmpty(name)) throw new ArgumentException("A topic or path must not be empty.", parameter);
        if (name.Length > MaxLength)
            throw new ArgumentException($"A topic or path has at most {MaxLength} characters; this one has {name.Length}.", parameter);
        return name;
    }

    internal static string? NoGroup(string? group) => string.IsNullOrEmpty(group)
        ? null
        : throw new NotSupportedException(
            $"The embedded engine has no groups in distributed publish/subscribe (group '{group}'). Subscribe without a group.");
}
