using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The end of a system, from the leaves up: everything under <c>/user</c>, then remoting, then <c>/system</c>, then the root. It begins when
/// <c>/user</c> stops, whether it was told to or failed.
/// </summary>
internal sealed partial class ActorSystemImpl
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stack<Action> _terminationCallbacks = new();
    private int _terminating;

    public override Task WhenTerminated => _terminated.Task;

    /// <summary>Whether the end has begun.</summary>
    public bool IsTerminating => Volatile.Read(ref _terminating) != 0;

    public override Task Terminate()
    {
        if (!Settings.CoordinatedShutdownRunByActorSystemTerminate) return FinalTerminate();
        _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        return WhenTerminated;
    }

    public override void Abort() => _ = FinalTerminate();

    /// <summary>Stops the actors, without the coordinated shutdown before it.</summary>
    public Task FinalTerminate()
    {
        Volatile.Write(ref _terminating, 1);
        if (Provider.Guardian is { } user)
        {
            if (!Settings.LogDeadLettersDuringShutdown) _loggers.SilenceDeadLetters();
            user.Stop();
        }
        else
        {
            // It never got as far as having actors.
            _ = EndAsync();
        }

        return WhenTerminated;
    }

    public override void RegisterOnTermination(Action code)
    {
        lock (_terminationCallbacks)
        {
            if (_terminated.Task.IsCompleted) throw new InvalidOperationException($"The actor system {Name} has terminated; it calls nobody any more.");
            _terminationCallbacks.Push(code);
        }
    }

    private void BeginTermination()
    {
        var user = new EndOfActor(Provider.Guardian);
        _ = StopAfterAsync(user.Task);
    }

    private async Task StopAfterAsync(Task userStopped)
    {
        await userStopped;
        Volatile.Write(ref _terminating, 1);
        if (Provider.Remote is { } remote) await Guard("remoting", remote.ShutdownAsync);
        _loggers.Stop();
        await StopAndWait(Provider.SystemGuardian);
        await StopAndWait(Provider.RootGuardian);
        await EndAsync();
    }

    private async Task EndAsync()
    {
        foreach (var callback in TakeCallbacks())
        {
            await Guard("a termination callback", () =>
            {
                callback();
                return Task.CompletedTask;
            });
        }

        Wheel.Dispose();
        _terminated.TrySetResult();
    }

    private List<Action> TakeCallbacks()
    {
        lock (_terminationCallbacks)
        {
            // The last registered runs first: it may rely on those before it.
            var callbacks = _terminationCallbacks.ToList();
            _terminationCallbacks.Clear();
            return callbacks;
        }
    }

    private async Task Guard(string what, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e)
        {
            Log.Error(e, "The shutdown of {0} failed, and goes on without: {1}", what, e.Message);
        }
    }

    private static Task<bool> StopAndWait(ActorCell guardian)
    {
        var end = new EndOfActor(guardian);
        guardian.Stop();
        return end.Task;
    }
}
