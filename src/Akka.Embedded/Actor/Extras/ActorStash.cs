namespace Akka.Actor;

/// <summary>The stash of one actor. At a restart and at the end it goes back to the mailbox.</summary>
internal sealed class ActorStash(ActorCell cell, int capacity) : IStash
{
    private List<MailboxNode> _stashed = [];

    public int Count => _stashed.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => capacity >= 0 && Count >= capacity;

    public int Capacity => capacity;

    public void Stash()
    {
        var node = cell.CurrentNode ?? throw new InvalidOperationException("There is no message to stash: the actor handles none.");
        if (_stashed.Count > 0 && ReferenceEquals(_stashed[^1], node))
            throw new IllegalActorStateException($"The message {node.Message} is stashed already.");
        if (IsFull) throw new StashOverflowException($"The stash of {cell.Path} is full: it holds {capacity} messages.");
        _stashed.Add(node);
    }

    public void Unstash()
    {
        if (IsEmpty) return;
        cell.Prepend([_stashed[0]]);
        _stashed.RemoveAt(0);
    }

    public void UnstashAll() => cell.Prepend(Take());

    public void UnstashAll(Func<Envelope, bool> predicate) => cell.Prepend([.. Take().Where(node => predicate(new Envelope(node.Message, node.Sender)))]);

    public IEnumerable<Envelope> ClearStash() => [.. Take().Select(node => new Envelope(node.Message, node.Sender))];

    public void Prepend(IEnumerable<Envelope> envelopes) =>
        _stashed = [.. envelopes.Select(envelope => new MailboxNode(envelope.Message, envelope.Sender)), .. _stashed];

    private List<MailboxNode> Take()
    {
        var stashed = _stashed;
        _stashed = [];
        return stashed;
    }
}
