namespace Akka.Actor;

// Failure: a failed actor is suspended, with everything below it, until its parent has decided.
internal sealed partial class ActorCell
{
    // How many have asked this actor to wait: its own failure, and each ancestor that failed.
    private int _suspensions;

    private void Fail(Exception cause, ActorCell perpetrator = null)
    {
        if (_phase >= Phase.Terminating)
        {
            LogError(cause, $"Failed while it was stopping: {cause.Message}");
            return;
        }

        if (_extras is { HasFailed: true }) return;
        Extras.HasFailed = true;
        _extras.Perpetrator = perpetrator;
        _suspensions++;
        foreach (var child in Children)
        {
            // The one whose failure this is suspended itself.
            if (!ReferenceEquals(child, perpetrator)) child.SendSystemMessage(Suspend.Instance);
        }

        if (_parent is not null)
        {
            _parent.SendSystemMessage(new Failed(this, cause));
            return;
        }

        LogError(cause, $"The root of the system failed, so the system ends: {cause.Message}");
        _system.Abort();
    }

    private void OnFaultMessage(SystemMessage message)
    {
        switch (message)
        {
            case Suspend:
                _suspensions++;
                foreach (var child in Children) child.SendSystemMessage(Suspend.Instance);
                break;
            case Resume when _actor is null:
                // There is nothing to resume: it failed before it was made.
                Restart(new ActorInitializationException(this, "Resumed, but never made."));
                break;
            case Resume resume:
                var perpetrator = _extras?.Perpetrator;
                EndSuspension(ofOwnFailure: resume.CausedByFailure is not null);
                if (!_awaiting) _current = null;
                foreach (var child in Children)
                    child.SendSystemMessage(new Resume(ReferenceEquals(child, perpetrator) ? resume.CausedByFailure : null));
                break;
            case Recreate recreate:
                Restart(recreate.Cause);
                break;
        }
    }

    private void OnChildFailed(Failed failed)
    {
        if (_phase >= Phase.Terminating || failed.Child is not ActorCell child || _children?.Contains(child) != true) return;
        var outer = _current;
        // A decider may ask for the sender to learn which child failed.
        _current = new MailboxNode(failed, child);
        try
        {
            if (!Strategy().HandleFailure(this, child, failed.Cause)) Fail(failed.Cause, child);
        }
        catch (Exception e)
        {
            Fail(e, child);
        }
        finally
        {
            _current = outer;
        }
    }

    private SupervisorStrategy Strategy() =>
        _props.SupervisorStrategy ?? (Extras.Strategy ??= _actor?.MakeSupervisorStrategy() ?? SupervisorStrategy.DefaultStrategy);

    private void EndSuspension(bool ofOwnFailure)
    {
        // A child made after its parent was suspended is told to resume without having been suspended.
        _suspensions = Math.Max(0, _suspensions - 1);
        if (!ofOwnFailure || _extras is null) return;
        _extras.HasFailed = false;
        _extras.Perpetrator = null;
    }
}
