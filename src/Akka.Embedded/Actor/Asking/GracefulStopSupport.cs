namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends <paramref name="stopMessage"/> and waits for the actor's end.</summary>
    /// <exception cref="TaskCanceledException">It lived on past <paramref name="timeout"/>.</exception>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var actor = (InternalActorRef)target;
        using var giveUp = new CancellationTokenSource(timeout);
        var ended = new EndOfActor(actor);
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await ended.Task.WaitAsync(giveUp.Token);
            return true;
        }
        catch (OperationCanceledException e)
        {
            ended.Unwatch();
            throw new TaskCanceledException($"{target} did not stop within {timeout}.", e);
        }
    }
}

public static class WatchAsyncSupport
{
    /// <summary>Completes when the actor has stopped: true if it is known to have lived.</summary>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        var ended = new EndOfActor((InternalActorRef)target);
        try
        {
            return await ended.Task.WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            ended.Unwatch();
            return false;
        }
    }
}
