namespace Akka.Actor;

/// <summary>Asks: a message whose answer is a task.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>
    /// Sends what <paramref name="messageFactory"/> makes of the ref to answer to. A <see cref="Status.Failure"/> answers with its exception, a message of
    /// another type with an <see cref="ArgumentException"/>, none in time with an <see cref="AskTimeoutException"/>.
    /// </summary>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var system = SystemOf(self);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var answer = new AskRef<T>(system);
        answer.Expect(timeout ?? system.Settings.AskTimeout, self, cancellationToken);
        self.Tell(messageFactory(answer), answer);
        return answer.Task;
    }

    private static ActorSystemImpl SystemOf(ICanTell target) =>
        (target switch
        {
            InternalActorRef actor => actor.System,
            ActorSelection { Anchor: InternalActorRef anchor } => anchor.System,
            _ => null,
        }) ?? ActorCell.Current?.System ?? throw new ArgumentException($"{target} belongs to no actor system that could carry the answer.", nameof(target));
}
