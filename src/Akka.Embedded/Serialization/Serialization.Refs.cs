using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Actor refs as text: a path that the receiver can resolve, so with the address of this system in it.</summary>
public partial class Serialization
{
    [ThreadStatic]
    private static Information _current;

    /// <summary>The path to write for a ref inside a message; empty for no ref.</summary>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        if (actorRef is null or Nobody) return "";
        var address = _current?.Address ?? (actorRef as InternalActorRef)?.System?.Provider.DefaultAddress;
        return address is null ? actorRef.Path.ToSerializationFormat() : actorRef.Path.ToSerializationFormatWithAddress(address);
    }

    /// <summary>The ref that <see cref="SerializedActorPath"/> wrote; null for an empty text.</summary>
    public IActorRef DeserializeActorRef(string path) => string.IsNullOrEmpty(path) ? null : System.Provider.ResolveActorRef(path);

    public static Information GetCurrentTransportInformation() => _current
        ?? throw new InvalidOperationException("Nothing is being serialised for another system on this thread.");

    public static T WithTransport<T>(ActorSystem system, Address address, Func<T> action) =>
        WithTransport(new Information(address, system), action, static run => run());

    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) =>
        WithTransport(InformationOf(system), action, static run => run());

    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action) =>
        WithTransport(InformationOf(system), state, action);

    internal static T WithTransport<TState, T>(Information information, TState state, Func<TState, T> action)
    {
        var before = _current;
        _current = information;
        try
        {
            return action(state);
        }
        finally
        {
            _current = before;
        }
    }

    private static Information InformationOf(ExtendedActorSystem system) => new(system.Provider.DefaultAddress, system);
}
