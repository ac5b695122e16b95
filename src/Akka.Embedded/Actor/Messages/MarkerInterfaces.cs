namespace Akka.Actor;

/// <summary>A message that the engine itself handles before the actor sees it.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message that must not come from an untrusted node.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that does not put off the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message that never leaves the process.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>A message around another.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}
