using System.Collections.Concurrent;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Calls one constructor fast. Found once for a type and the types of the arguments, then kept.</summary>
internal sealed class ActorFactory
{
    private static readonly ConcurrentDictionary<Type, ConstructorProducer> ParameterlessProducers = new();
    private static readonly ConcurrentDictionary<ConstructorInfo, ActorFactory> Factories = new();

    private readonly ConstructorInvoker _invoker;
    private readonly object[] _defaults;

    private ActorFactory(ConstructorInfo constructor)
    {
        _invoker = ConstructorInvoker.Create(constructor);
        _defaults = [.. constructor.GetParameters().Select(p => p.HasDefaultValue ? p.DefaultValue : null)];
    }

    public static ConstructorProducer Parameterless(Type actorType) =>
        ParameterlessProducers.GetOrAdd(actorType, static type => new ConstructorProducer(type, []));

    public static ActorFactory Of(ConstructorInfo constructor, Type actorType)
    {
        RequireActor(actorType);
        return Factories.GetOrAdd(constructor, static c => new ActorFactory(c));
    }

    public static ActorFactory Of(Type actorType, object[] arguments)
    {
        RequireActor(actorType);
        var fitting = actorType.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(c => Takes(c.GetParameters(), arguments)).OrderBy(c => c.GetParameters().Length).ToList();
        return fitting.Count > 0
            ? Of(fitting[0], actorType)
            : throw new ArgumentException(
                $"{actorType} has no constructor for ({string.Join(", ", arguments.Select(a => a?.GetType().Name ?? "null"))}).", nameof(arguments));
    }

    public ActorBase Make(object[] arguments)
    {
        if (_defaults.Length > arguments.Length) arguments = [.. arguments, .. _defaults[arguments.Length..]];
        return (ActorBase)(_defaults.Length == 0 ? _invoker.Invoke() : _invoker.Invoke(arguments.AsSpan()));
    }

    private static bool Takes(ParameterInfo[] parameters, object[] arguments) =>
        parameters.Length >= arguments.Length
        && parameters.Skip(arguments.Length).All(p => p.HasDefaultValue)
        && parameters.Zip(arguments).All(pair => pair.Second is null
            ? !pair.First.ParameterType.IsValueType || Nullable.GetUnderlyingType(pair.First.ParameterType) is not null
            : pair.First.ParameterType.IsInstanceOfType(pair.Second));

    private static void RequireActor(Type type)
    {
        if (!typeof(ActorBase).IsAssignableFrom(type) || type.IsAbstract) throw new ArgumentException($"{type} is not an actor that can be made.", nameof(type));
    }
}
