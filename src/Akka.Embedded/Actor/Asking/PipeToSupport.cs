using Akka.Event;

namespace Akka.Actor;

/// <summary>Sends the outcome of a task to an actor: the result, or a <see cref="Status.Failure"/>.</summary>
public static class PipeToSupport
{
    public static Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, IActorRef sender = null,
        Func<T, object> success = null, Func<Exception, object> failure = null) => taskToPipe.PipeTo(recipient, false, sender, success, failure);

    public static async Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null,
        Func<T, object> success = null, Func<Exception, object> failure = null)
    {
        object outcome;
        try
        {
            var result = await taskToPipe.ConfigureAwait(useConfigureAwait);
            outcome = success is null ? result : success(result);
        }
        catch (Exception e)
        {
            outcome = Failure(e, failure);
        }

        Deliver(recipient, outcome, sender);
    }

    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef sender = null,
        Func<T, object> success = null, Func<Exception, object> failure = null) => taskToPipe.AsTask().PipeTo(recipient, false, sender, success, failure);

    public static Task PipeTo(this Task taskToPipe, ICanTell recipient, IActorRef sender = null,
        Func<object> success = null, Func<Exception, object> failure = null) => taskToPipe.PipeTo(recipient, false, sender, success, failure);

    public static async Task PipeTo(this Task taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null,
        Func<object> success = null, Func<Exception, object> failure = null)
    {
        object outcome = null;
        try
        {
            await taskToPipe.ConfigureAwait(useConfigureAwait);
            if (success is not null) outcome = success();
        }
        catch (Exception e)
        {
            outcome = Failure(e, failure);
        }

        // A task without a result has something to say only if the caller made something of it, or it failed.
        if (outcome is not null) Deliver(recipient, outcome, sender);
    }

    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, IActorRef sender = null,
        Func<object> success = null, Func<Exception, object> failure = null) => taskToPipe.AsTask().PipeTo(recipient, false, sender, success, failure);

    private static void Deliver(ICanTell recipient, object outcome, IActorRef sender)
    {
        try
        {
            recipient.Tell(outcome, sender);
        }
        catch (Exception e)
        {
            // Hardly anyone looks at the task that PipeTo returns.
            (recipient as InternalActorRef)?.System?.Log.Error(e, "The outcome of a task could not be told to {0}: {1}", recipient, e.Message);
            throw;
        }
    }

    private static object Failure(Exception cause, Func<Exception, object> failure) => failure is null ? new Status.Failure(cause) : failure(cause);
}
