namespace Akka.Cluster.Tools.PublishSubscribe;

internal enum RegistryKeyKind
{
    /// <summary>A topic, with any number of subscribers on a node.</summary>
    Topic,

    /// <summary>The path of an actor that was <see cref="Put"/>.</summary>
    Path,
}

/// <summary>What a message can be addressed to.</summary>
internal readonly record struct RegistryKey(RegistryKeyKind Kind, string Name)
{
    internal static RegistryKey Topic(string name) => new(RegistryKeyKind.Topic, name);

    internal static RegistryKey Path(string path) => new(RegistryKeyKind.Path, path);

    public override string ToString() => Kind == RegistryKeyKind.Topic ? $"topic '{Name}'" : $"path '{Name}'";
}
