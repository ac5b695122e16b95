namespace Akka.Actor;

// Handling one message: what the engine keeps for itself, and the behaviour in force for the rest.
internal sealed partial class ActorCell
{
    public TimeSpan? ReceiveTimeout => _extras?.ReceiveTimeout?.Length;

    public void Become(Receive receive)
    {
        var behaviors = Extras.Behaviors ??= [];
        if (behaviors.Count > 0) behaviors[^1] = receive;
        else behaviors.Add(receive);
    }

    public void BecomeStacked(Receive receive)
    {
        var behaviors = Extras.Behaviors ??= [];
        // The initial behaviour is not in the list until something has to be put back on it.
        if (behaviors.Count == 0) behaviors.Add(ActorBase.InitialBehavior);
        behaviors.Add(receive);
    }

    public void Become(UntypedReceive receive) => Become(Handled(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Handled(receive));

    public void UnbecomeStacked()
    {
        if (_extras?.Behaviors is { Count: > 1 } behaviors) behaviors.RemoveAt(behaviors.Count - 1);
        else _extras?.Behaviors?.Clear();
    }

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _extras?.ReceiveTimeout?.Cancel();
        if (timeout is { } length && length != Timeout.InfiniteTimeSpan) Extras.ReceiveTimeout = new ReceiveTimeoutClock(this, length);
        else if (_extras is not null) _extras.ReceiveTimeout = null;
    }

    private void Handle(MailboxNode node)
    {
        _current = node;
        try
        {
            var message = node.Message;
            if (message is IAutoReceivedMessage) AutoReceive(message);
            else Receive(message);
            if (_extras is not null) _extras.ReceiveTimeout?.NoteMessage(_current.Message);
            if (!_awaiting) _current = null;
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Receive(object message)
    {
        var behaviors = _extras?.Behaviors;
        _actor.ReceiveAround(behaviors is { Count: > 0 } ? behaviors[^1] : ActorBase.InitialBehavior, message);
    }

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case PoisonPill:
                Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, this), this);
                break;
            case ActorSelectionMessage selection:
                SelectionDelivery.Deliver(selection, this, _current.Sender);
                break;
            case Terminated terminated:
                ReceiveTerminated(terminated);
                break;
            case AddressTerminated address:
                _extras?.Watch?.OnAddressTerminated(address.Address);
                break;
            case ActorTimer timer:
                if (_extras?.Timers?.Take(timer) == true) ReceiveInstead(timer.Message);
                break;
            case ReceiveTimeoutClock clock:
                if (ReferenceEquals(_extras?.ReceiveTimeout, clock) && clock.HasRunOut()) ReceiveInstead(Akka.Actor.ReceiveTimeout.Instance);
                break;
            default:
                Receive(message);
                break;
        }
    }

    /// <summary>Handles the message inside the one that came, as if it were the one that came.</summary>
    private void ReceiveInstead(object message)
    {
        _current = new MailboxNode(message, _current.Sender);
        if (message is IAutoReceivedMessage and not Terminated) AutoReceive(message);
        else Receive(message);
    }

    private static Receive Handled(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };
}
