namespace Akka.Actor;

// The mailbox. Senders push onto a shared stack, one compare-and-swap each; the actor's thread takes the whole stack at once and turns it round
// into its own queue. The top of the stack is also the state of the mailbox:
//   null    idle: whoever pushes onto it schedules the actor
//   Busy    scheduled or running, with nothing new
//   Closed  the actor has stopped; what is sent to it is a dead letter
//   a node  scheduled or running, with something new
internal sealed partial class ActorCell
{
    private static readonly MailboxNode Busy = new("busy", null);
    private static readonly MailboxNode Closed = new("closed", null);

    // A new actor is scheduled already: its first run makes it.
    private MailboxNode _incoming = Busy;

    // The last of the messages taken, which points on to the first.
    private MailboxNode _last;

    // The actor may be in the middle of a long queue, so system messages announce themselves.
    private volatile bool _systemMessageIsWaiting;

    private bool MayHandleMessages => _phase == Phase.Running && _suspensions == 0 && !_awaiting;

    protected override void TellInternal(object message, IActorRef sender) => Push(new MailboxNode(message, sender));

    internal override void SendSystemMessage(SystemMessage message)
    {
        Push(new SystemNode(message));
        // After the push: if this thread is held up in between, the actor finds the message when it next looks for new ones.
        _systemMessageIsWaiting = true;
    }

    void IThreadPoolWorkItem.Execute()
    {
        s_current = this;
        try
        {
            Run();
        }
        catch (Exception e)
        {
            // What actors throw never comes here. This is the engine's own fault, or that of a subscriber to its events: no reason to end the process.
            Console.Error.WriteLine($"The engine failed while it ran {Path}, and goes on with the next message: {e}");
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        s_current = null;
    }

    private void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private void Push(MailboxNode node)
    {
        var top = Volatile.Read(ref _incoming);
        while (true)
        {
            if (ReferenceEquals(top, Closed))
            {
                Bury(node);
                return;
            }

            node.Next = top;
            var seen = Interlocked.CompareExchange(ref _incoming, node, top);
            if (ReferenceEquals(seen, top)) break;
            top = seen;
        }

        if (top is null) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Handles messages until there are none, or others should have their turn.</summary>
    private void Run()
    {
        if (_phase == Phase.New) Create();
        for (var turns = _system.Throughput; ; turns--)
        {
            if (_systemMessageIsWaiting || _last is null) TakeIncoming();
            if (_phase == Phase.Terminated) return;
            if (_last is null || !MayHandleMessages)
            {
                // Idle, unless something came meanwhile. From here on another thread may run the actor.
                if (ReferenceEquals(Interlocked.CompareExchange(ref _incoming, null, Busy), Busy)) return;
                TakeIncoming();
                if (_phase == Phase.Terminated) return;
                if (_last is null || !MayHandleMessages) continue;
            }

            if (turns <= 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            Handle(TakeFirst());
        }
    }

    /// <summary>Moves what came to the queue, in the order in which it came, and handles the system messages among it.</summary>
    private void TakeIncoming()
    {
        if (_systemMessageIsWaiting)
        {
            _systemMessageIsWaiting = false;
            // Without the fence, this could be seen after the look at the stack, and undo the mark of a message pushed in between.
            Interlocked.MemoryBarrier();
        }

        if (ReferenceEquals(Volatile.Read(ref _incoming), Busy)) return;
        var node = Interlocked.Exchange(ref _incoming, Busy);
        MailboxNode first = null, last = null, system = null;
        while (node is not null && !ReferenceEquals(node, Busy))
        {
            var next = node.Next;
            if (node is SystemNode)
            {
                node.Next = system;
                system = node;
            }
            else
            {
                last ??= node;
                node.Next = first;
                first = node;
            }

            node = next;
        }

        if (first is not null) Append(first, last);
        for (; system is not null; system = system.Next)
        {
            if (_phase == Phase.Terminated) Bury(system);
            else HandleSystem((SystemMessage)system.Message);
        }
    }

    private void Append(MailboxNode first, MailboxNode last)
    {
        last.Next = _last is null ? first : _last.Next;
        if (_last is not null) _last.Next = first;
        _last = last;
    }

    private MailboxNode TakeFirst()
    {
        var first = _last.Next;
        if (ReferenceEquals(first, _last)) _last = null;
        else _last.Next = first.Next;
        first.Next = null;
        return first;
    }

    /// <summary>Puts messages back in front of the queue, in their order.</summary>
    public void Prepend(IReadOnlyList<MailboxNode> nodes)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            if (_last is null)
            {
                node.Next = node;
                _last = node;
            }
            else
            {
                node.Next = _last.Next;
                _last.Next = node;
            }
        }
    }

    /// <summary>Ends the mailbox: what is in it, and what still comes, reaches nobody.</summary>
    private void CloseMailbox()
    {
        while (_last is not null) Bury(TakeFirst());
        var node = Interlocked.Exchange(ref _incoming, Closed);
        MailboxNode first = null;
        while (node is not null && !ReferenceEquals(node, Busy))
        {
            var next = node.Next;
            node.Next = first;
            first = node;
            node = next;
        }

        for (; first is not null; first = first.Next) Bury(first);
    }

    private void Bury(MailboxNode node)
    {
        if (node is SystemNode) BurySystem((SystemMessage)node.Message);
        // A subscriber to dead letters that is dead itself would get the letter about its letter, for ever.
        else if (node.Message is not Event.AllDeadLetters) _system.Provider.DeadLetters.Publish(node.Message, node.Sender, this);
    }

    private void BurySystem(SystemMessage message)
    {
        switch (message)
        {
            case Watch watch when ReferenceEquals(watch.Watchee, this):
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, ExistenceConfirmed: false, AddressTerminated: false));
                break;
            case Continuation continuation:
                // The actor is gone, but the code after its await has finally blocks and callers of its own.
                ThreadPool.UnsafeQueueUserWorkItem(static c => c.Callback(c.State), continuation, preferLocal: false);
                break;
            case TaskEnded { Task.Exception: { } error }:
                LogError(error.InnerException, $"A task of {Path} failed after the actor had stopped: {error.InnerException!.Message}");
                break;
        }
    }
}
