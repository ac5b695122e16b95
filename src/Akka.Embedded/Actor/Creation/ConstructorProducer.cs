namespace Akka.Actor;

/// <summary>Makes actors by their constructor; shared by all props of a type without arguments.</summary>
internal sealed class ConstructorProducer(Type actorType, ActorFactory factory, object[] arguments) : IIndirectActorProducer
{
    public ConstructorProducer(Type actorType, object[] arguments) : this(actorType, ActorFactory.Of(actorType, arguments), arguments) { }

    public Type ActorType { get; } = actorType;

    public static ConstructorProducer For(Type actorType, object[] arguments) =>
        arguments.Length == 0 ? ActorFactory.Parameterless(actorType) : new ConstructorProducer(actorType, arguments);

    public ActorBase Produce() => factory.Make(arguments);

    public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
}
