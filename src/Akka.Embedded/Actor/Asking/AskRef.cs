namespace Akka.Actor;

/// <summary>The sender of an ask: takes one answer. It gets a path under <c>/temp</c> only when someone, usually the remote side, asks for it.</summary>
internal sealed class AskRef<T>(ActorSystemImpl system) : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ActorPath _path;
    private bool _done;
    private ScheduledEntry _timer;
    private CancellationTokenRegistration _cancellation;

    public Task<T> Task => _answer.Task;

    public override ActorPath Path
    {
        get
        {
            lock (_lock)
            {
                if (_path is not null) return _path;
                _path = system.Provider.Temp.NewPath();
                if (!_done) system.Provider.Temp.Add(_path.Name, this);
                return _path;
            }
        }
    }

    internal override ActorSystemImpl System => system;

    internal override InternalActorRef Parent => system.Provider.Temp;

    public void Expect(TimeSpan timeout, ICanTell target, CancellationToken cancellationToken)
    {
        if (timeout > TimeSpan.Zero)
        {
            _timer = system.Wheel.Schedule(timeout, () => Fail(new AskTimeoutException($"No answer within {timeout} from {target}.")));
        }

        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(static (ask, token) => ((AskRef<T>)ask).Cancel(token), this);
            if (_answer.Task.IsCompleted) _cancellation.Unregister();
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        var taken = message switch
        {
            T answer => _answer.TrySetResult(answer),
            Status.Failure failure => _answer.TrySetException(failure.Cause ?? new OperationCanceledException("The actor answered with a failure without a cause.")),
            _ => _answer.TrySetException(new ArgumentException($"Received a {message.GetType()} from {sender}, but the ask expects a {typeof(T)}.", nameof(message))),
        };
        if (taken) Finish();
        else if (!_answer.Task.IsCanceled) system.DeadLetters.Tell(new Event.DeadLetter(message, sender ?? system.DeadLetters, this), sender);
    }

    internal override void SendSystemMessage(SystemMessage message)
    {
        // An ask may watch: the end of the other side is then the answer.
        if (message is DeathWatchNotification notice) TellInternal(new Terminated(notice.Actor, notice.ExistenceConfirmed, notice.AddressTerminated), notice.Actor);
        else base.SendSystemMessage(message);
    }

    private void Fail(Exception cause)
    {
        if (_answer.TrySetException(cause)) Finish();
    }

    private void Cancel(CancellationToken token)
    {
        if (_answer.TrySetCanceled(token)) Finish();
    }

    private void Finish()
    {
        _timer?.Cancel();
        _cancellation.Unregister();
        lock (_lock)
        {
            _done = true;
            if (_path is not null) system.Provider.Temp.Remove(_path.Name);
        }
    }
}
