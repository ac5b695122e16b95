namespace Akka.Actor;

// The life of the actor behind the ref: made, replaced, ended.
internal sealed partial class ActorCell
{
    private Phase _phase;

    private enum Phase : byte
    {
        /// <summary>Not made yet.</summary>
        New,

        Running,

        /// <summary>Waits for children to stop before it is replaced.</summary>
        Restarting,

        /// <summary>Waits for its children to stop before it ends.</summary>
        Terminating,

        Terminated,
    }

    private void HandleSystem(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case Continuation continuation:
                    RunContinuation(continuation);
                    break;
                case TaskEnded ended:
                    OnTaskEnded(ended);
                    break;
                case DeathWatchNotification notification:
                    OnDeathWatchNotification(notification);
                    break;
                case Watch watch:
                    OnWatch(watch);
                    break;
                case Unwatch unwatch:
                    _extras?.Watch?.Watchers.Remove(unwatch.Watcher);
                    break;
                case Terminate:
                    OnTerminate();
                    break;
                case Failed failed:
                    OnChildFailed(failed);
                    break;
                default:
                    if (_phase == Phase.Restarting) (Extras.Deferred ??= []).Add(message);
                    else if (_phase == Phase.Running) OnFaultMessage(message);
                    break;
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Create()
    {
        _phase = Phase.Running;
        try
        {
            MakeActor();
            _actor.AroundPreStart();
        }
        catch (Exception e)
        {
            Discard();
            Fail(e as ActorInitializationException ?? new ActorInitializationException(this, $"{ActorType} could not be made: {e.Message}", e));
        }
    }

    private void MakeActor()
    {
        // A behaviour set by the constructor is the actor's; one of its predecessor is not.
        if (_extras is not null) _extras.Behaviors = null;
        var actor = _props.NewActor() ?? throw new ActorInitializationException(this, $"The props of {Path} made no actor.");
        if (!ReferenceEquals(actor.Cell, this)) throw new ActorInitializationException(this, $"The props of {Path} gave the actor of {actor.Cell.Path}.");
        if (actor is IWithTimers timed) timed.Timers = Extras.Timers = new ActorTimers(this);
        if (actor is IActorStash stashing) stashing.Stash = Extras.Stash = new ActorStash(this, actor is IWithUnboundedStash ? -1 : _system.StashCapacity);
        _actor = actor;
    }

    private void Restart(Exception cause)
    {
        if (_actor is null)
        {
            // Its constructor or PreStart threw: there is no one to say goodbye to, but there may be children.
            StopAllChildren();
        }
        else
        {
            try
            {
                _actor.AroundPreRestart(cause, _current?.Message);
            }
            catch (Exception e)
            {
                var error = new PreRestartException(this, e, cause, _current?.Message);
                LogError(error, error.Message);
            }

            _extras?.Stash?.UnstashAll();
            Discard();
        }

        _current = null;
        AbandonTask();
        Extras.RestartCause = cause;
        if (_children is { HasStopping: true }) _phase = Phase.Restarting;
        else FinishRestart();
    }

    private void FinishRestart()
    {
        var cause = _extras.RestartCause;
        var survivors = Children;
        _phase = Phase.Running;
        _extras.RestartCause = null;
        EndSuspension(ofOwnFailure: true);
        try
        {
            MakeActor();
            _actor.AroundPostRestart(cause, null);
            foreach (var survivor in survivors) survivor.SendSystemMessage(new Recreate(cause));
        }
        catch (Exception e)
        {
            Discard();
            Fail(new PostRestartException(this, e, cause));
        }

        HandleDeferred();
    }

    private void HandleDeferred()
    {
        if (_extras.Deferred is not { } deferred) return;
        _extras.Deferred = null;
        foreach (var message in deferred) HandleSystem(message);
    }

    private void OnTerminate()
    {
        if (_phase >= Phase.Terminating) return;
        _phase = Phase.Terminating;
        _extras?.Timers?.CancelAll();
        SetReceiveTimeout(null);
        _children?.Close();
        StopAllChildren();
        if (_children is null || _children.IsEmpty) FinishTerminate();
    }

    private void FinishTerminate()
    {
        try
        {
            _actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            LogError(e, $"PostStop threw {e.GetType().Name}: {e.Message}");
        }

        // Only now: PostStop may still start a timer.
        _phase = Phase.Terminated;
        _extras?.Stash?.UnstashAll();
        Discard();
        AbandonTask();
        CloseMailbox();
        _parent?.SendSystemMessage(new DeathWatchNotification(this, ExistenceConfirmed: true, AddressTerminated: false));
        _extras?.Watch?.End();
        _current = null;
        _extras = null;
        _children = null;
    }

    /// <summary>Lets go of the actor, with everything that was its alone.</summary>
    private void Discard()
    {
        if (_extras is not null)
        {
            _extras.Timers?.CancelAll();
            _extras.Strategy = null;
        }

        if (_actor is not { } actor) return;
        _actor = null;
        try
        {
            _props.Release(actor);
        }
        catch (Exception e)
        {
            LogError(e, $"Releasing {ActorType} threw {e.GetType().Name}: {e.Message}");
        }
    }
}
