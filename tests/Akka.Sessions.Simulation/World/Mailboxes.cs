namespace Akka.Sessions.Simulation.World;

/// <summary>
/// The mailboxes of one member: each is emptied in order, one message at a time, and which of them goes next is drawn. So the manager, the
/// replicator and the sessions overtake each other in every way that actors could.
/// </summary>
internal sealed class Mailboxes(Random random)
{
    private readonly List<Mailbox> _ready = [];
    private readonly List<Mailbox> _stalled = [];

    public void Tell(Mailbox mailbox, object message)
    {
        if (mailbox.Messages.Count == 0 && !mailbox.IsStalled) _ready.Add(mailbox);
        mailbox.Messages.Enqueue(message);
    }

    /// <summary>One that has nothing to do now takes nothing for a while: its actor waits for a thread.</summary>
    public void Stall(Mailbox mailbox)
    {
        mailbox.IsStalled = true;
        _stalled.Add(mailbox);
    }

    /// <summary>It goes on; call <see cref="Drain"/>.</summary>
    public void GoOn(Mailbox mailbox)
    {
        mailbox.IsStalled = false;
        _stalled.Remove(mailbox);
        if (mailbox.Messages.Count > 0) _ready.Add(mailbox);
    }

    /// <summary>What has arrived and not been looked at yet.</summary>
    public IEnumerable<object> Waiting => _ready.Concat(_stalled).SelectMany(mailbox => mailbox.Messages);

    /// <summary>Until nothing is left to do.</summary>
    public void Drain()
    {
        while (_ready.Count > 0)
        {
            var at = random.Next(_ready.Count);
            var mailbox = _ready[at];
            var message = mailbox.Messages.Dequeue();
            if (mailbox.Messages.Count == 0)
            {
                _ready[at] = _ready[^1];
                _ready.RemoveAt(_ready.Count - 1);
            }

            mailbox.Receive(message);
        }
    }
}

/// <summary>What is told to one of them.</summary>
internal sealed class Mailbox(Action<object> receive)
{
    public Queue<object> Messages { get; } = new();

    public bool IsStalled { get; set; }

    public Action<object> Receive => receive;
}
