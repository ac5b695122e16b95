namespace Shop.Cluster.Story;

/// <summary>One part of the story. It begins with every node running and ready, and ends so.</summary>
internal interface IStep
{
    /// <summary>What must hold.</summary>
    string Promise { get; }

    /// <summary>Plays the step and returns what was seen.</summary>
    /// <exception cref="BrokenPromiseException">The promise did not hold.</exception>
    Task<string> PlayAsync(Stage stage);
}
