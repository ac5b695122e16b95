using System.Linq.Expressions;

namespace Akka.Actor;

/// <summary>How to make an actor, again and again: its type or producer, its arguments, its supervisor strategy. Immutable.</summary>
public class Props : IEquatable<Props>
{
    /// <summary>No recipe at all; for what must be given props and never makes an actor.</summary>
    public static readonly Props None = new(new ConstructorProducer(typeof(NoActor), []), []);

    private static readonly object[] NoArguments = [];

    private readonly IIndirectActorProducer _producer;

    private Props(IIndirectActorProducer producer, object[] arguments, SupervisorStrategy supervisorStrategy = null)
    {
        _producer = producer;
        Arguments = arguments ?? NoArguments;
        SupervisorStrategy = supervisorStrategy;
    }

    public static Props Empty => None;

    public Type Type => _producer.ActorType;

    public string TypeName => Type.AssemblyQualifiedName;

    public object[] Arguments { get; }

    /// <summary>Supervises the actor's children in place of the strategy that the actor itself gives.</summary>
    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => Create(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() =>
        new(ConstructorProducer.For(typeof(TActor), NoArguments), NoArguments, supervisorStrategy);

    /// <summary>The constructor call in <paramref name="factory"/>; its arguments are evaluated now, once.</summary>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null) where TActor : ActorBase
    {
        if (factory.Body is not NewExpression creation)
            throw new ArgumentException("Props.Create takes a constructor call like () => new MyActor(a, b).", nameof(factory));
        var arguments = ExpressionArguments.Of(creation);
        return new Props(new ConstructorProducer(typeof(TActor), ActorFactory.Of(creation.Constructor, typeof(TActor)), arguments), arguments, supervisorStrategy);
    }

    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(ConstructorProducer.For(type, args ?? NoArguments), args);
    }

    public static Props CreateBy<TProducer>(params object[] args) where TProducer : class, IIndirectActorProducer =>
        new((TProducer)Activator.CreateInstance(typeof(TProducer), args), args);

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, args);

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(_producer, Arguments, supervisorStrategy);

    public bool Equals(Props other) =>
        other is not null && Type == other.Type && Equals(SupervisorStrategy, other.SupervisorStrategy) && Arguments.SequenceEqual(other.Arguments);

    public override bool Equals(object obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, Arguments.Length);

    public virtual ActorBase NewActor() => _producer.Produce();

    internal void Release(ActorBase actor) => _producer.Release(actor);

    private sealed class NoActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
