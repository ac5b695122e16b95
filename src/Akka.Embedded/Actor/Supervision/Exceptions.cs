namespace Akka.Actor;

/// <summary>The base of the engine's exceptions.</summary>
public abstract class AkkaException : Exception
{
    protected AkkaException() { }

    protected AkkaException(string message, Exception cause = null) : base(message, cause) { }

    protected Exception Cause => InnerException;
}

public class InvalidMessageException(string message) : AkkaException(message)
{
    public InvalidMessageException() : this("The message is invalid.") { }
}

public class InvalidActorNameException(string message, Exception innerException) : AkkaException(message, innerException)
{
    public InvalidActorNameException(string message) : this(message, null) { }
}

public class ActorNotFoundException(string message, Exception innerException = null) : AkkaException(message, innerException)
{
    public ActorNotFoundException() : this("There is no such actor.") { }
}

/// <summary>An actor could not be made: its constructor or <c>PreStart</c> threw.</summary>
public class ActorInitializationException : AkkaException
{
    public ActorInitializationException() { }

    public ActorInitializationException(string message) : base(message) { }

    public ActorInitializationException(string message, Exception cause) : base(message, cause) { }

    public ActorInitializationException(IActorRef actor, string message, Exception cause = null) : base(message, cause) => Actor = actor;

    public IActorRef Actor { get; set; }

    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}

/// <summary><c>PreRestart</c> threw.</summary>
public class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object optionalMessage)
    : ActorInitializationException(actor, $"PreRestart threw {restartException.GetType().Name} ({restartException.Message}) after {cause?.GetType().Name}.", restartException)
{
    public Exception RestartException { get; } = restartException;

    public object OptionalMessage { get; } = optionalMessage;
}

/// <summary>The constructor or <c>PostRestart</c> of the fresh actor threw.</summary>
public class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"The restart threw {cause?.GetType().Name}: {cause?.Message}", cause)
{
    public Exception OriginalCause { get; } = originalCause;
}

public class ActorKilledException(string message) : AkkaException(message)
{
    public ActorKilledException() : this("Killed.") { }
}

/// <summary>A watched actor stopped and its watcher did not handle <see cref="Terminated"/>.</summary>
public class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated.")
{
    public IActorRef DeadActor { get; } = deadActor;
}

public class AskTimeoutException(string message) : AkkaException(message);

public class IllegalActorStateException(string message) : AkkaException(message);

public class IllegalActorNameException(string message) : AkkaException(message);

public class StashOverflowException(string message, Exception cause = null) : AkkaException(message, cause);

public class LoggerInitializationException(string message, Exception cause = null) : AkkaException(message, cause)
{
    public LoggerInitializationException() : this("The logger did not start.") { }

    public LoggerInitializationException(string message) : this(message, null) { }
}

public sealed class SchedulerException(string message) : AkkaException(message);
