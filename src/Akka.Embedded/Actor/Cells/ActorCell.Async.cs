namespace Akka.Actor;

// Asynchronous handlers: while the task of one runs, the mailbox is held; only system messages, the task's own continuations among them, get through.
internal sealed partial class ActorCell
{
    private bool _awaiting;

    public void RunTask(Func<Task> action)
    {
        if (!ReferenceEquals(s_current, this)) throw new InvalidOperationException("RunTask is called from within the actor.");
        if (_awaiting) throw new InvalidOperationException($"{Path} awaits a task already; await inside that task instead of running another.");
        var context = new ActorTaskContext(this, _current);
        var task = InContext(context, action);
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
            return;
        }

        _awaiting = true;
        Extras.Awaiting = context;
        _ = task.ContinueWith(static (ended, state) => ((ActorTaskContext)state).End(ended),
            context, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static Task InContext(ActorTaskContext context, Func<Task> action)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            return action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void RunContinuation(Continuation continuation)
    {
        var outer = _current;
        _current = continuation.Context.Node;
        try
        {
            _ = InContext(continuation.Context, () =>
            {
                continuation.Callback(continuation.State);
                return Task.CompletedTask;
            });
        }
        finally
        {
            _current = outer;
        }
    }

    private void OnTaskEnded(TaskEnded ended)
    {
        // A task of an actor that was replaced meanwhile concerns nobody.
        if (!_awaiting || !ReferenceEquals(ended.Context, _extras.Awaiting)) return;
        AbandonTask();
        // Throws what the task threw, as if the handler had been synchronous; _current is still the message.
        ended.Task.GetAwaiter().GetResult();
        _extras.ReceiveTimeout?.NoteMessage(ended.Context.Node.Message);
        _current = null;
    }

    private void AbandonTask()
    {
        if (!_awaiting) return;
        _awaiting = false;
        _extras.Awaiting = null;
    }
}
