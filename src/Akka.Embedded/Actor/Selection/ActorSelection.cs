namespace Akka.Actor;

/// <summary>
/// Actors by path, looked up anew with each message: from an anchor along <see cref="Path"/>, which may have <c>..</c> and wildcards.
/// What reaches nobody goes to the dead letters.
/// </summary>
public class ActorSelection : ICanTell
{
    public ActorSelection() { }

    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path) : this(anchor, path.Split('/')) { }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements) : this(anchor, [.. elements.Where(e => e.Length > 0).Select(ElementOf)]) { }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; }

    public SelectionPathElement[] Path { get; }

    public string PathString => "/" + string.Join<SelectionPathElement>('/', Path);

    public void Tell(object message, IActorRef sender = null)
    {
        if (message is null) throw new InvalidMessageException("A message must not be null.");
        SelectionDelivery.Deliver(new ActorSelectionMessage(message, Path, Path.Any(e => e is SelectChildPattern)), (InternalActorRef)Anchor, sender ?? ActorCell.Current);
    }

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>The first actor found.</summary>
    /// <exception cref="ActorNotFoundException">There is none, or it did not answer in time.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct);
            return identity.Subject ?? throw new ActorNotFoundException($"No actor answers at {this}.");
        }
        catch (Exception e) when (e is AskTimeoutException or OperationCanceledException)
        {
            throw new ActorNotFoundException($"No actor answered at {this} within {timeout}.", e);
        }
    }

    public override bool Equals(object obj) => obj is ActorSelection other && Equals(other);

    protected bool Equals(ActorSelection other) => other is not null && Equals(Anchor, other.Anchor) && Path.SequenceEqual(other.Path);

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString() => $"ActorSelection[Anchor({Anchor?.Path.ToStringWithUid()}), Path({PathString})]";

    private static SelectionPathElement ElementOf(string element) =>
        element == ".." ? SelectParent.Instance
        : element.AsSpan().ContainsAny('*', '?') ? new SelectChildPattern(element)
        : new SelectChildName(element);
}
