namespace Akka.Actor;

/// <summary>What becomes of an actor that threw.</summary>
public enum Directive
{
    /// <summary>Keep it as it is and go on with the next message.</summary>
    Resume,

    /// <summary>Replace it with a fresh one behind the same ref.</summary>
    Restart,

    /// <summary>Let this supervisor's own supervisor decide.</summary>
    Escalate,

    Stop,
}

public static class DirectiveExtensions
{
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self) where TException : Exception => new(typeof(TException), self);
}
