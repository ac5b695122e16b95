namespace Akka.Actor;

/// <summary>An outcome as a message; <c>Ask</c> turns a <see cref="Failure"/> into an exception.</summary>
public abstract class Status
{
    public sealed class Success(object status) : Status
    {
        public static readonly Success Instance = new(null);

        public readonly object Status = status;

        public override string ToString() => $"Success: {Status ?? "null"}";
    }

    public sealed class Failure(Exception cause, object state) : Status
    {
        public readonly Exception Cause = cause;

        public readonly object State = state;

        public Failure(Exception cause) : this(cause, null) { }

        public override string ToString() => $"Failure: {Cause}{(State is null ? "" : $" at {State}")}";
    }
}
