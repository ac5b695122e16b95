namespace Akka.Actor;

/// <summary>A message on its way along a selection.</summary>
public class ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public object Message { get; } = message;

    /// <summary>The steps still to go.</summary>
    public SelectionPathElement[] Elements { get; } = elements;

    /// <summary>Whether a wildcard may multiply it, so that a miss is no dead letter.</summary>
    public bool WildCardFanOut { get; } = wildCardFanOut;
}
