namespace Shop.Cluster.Story;

/// <summary>Something that the story promises did not hold. The message says what was seen instead.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
