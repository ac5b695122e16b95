using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>
/// One actor as the engine sees it: its ref, its context, its mailbox and its parent's record of it in a single object, since there may be a million of
/// them. What an idle actor does not need is made when it is first used: the path, the table of children, and everything in <see cref="CellExtras"/>.
/// </summary>
internal sealed partial class ActorCell : InternalActorRefBase, IUntypedActorContext, IThreadPoolWorkItem
{
    [ThreadStatic]
    private static ActorCell s_current;

    private readonly ActorSystemImpl _system;
    private readonly ActorCell _parent;
    private readonly Props _props;
    private readonly string _name;
    private readonly int _uid;
    private ActorPath _path;
    private ActorBase _actor;
    private CellExtras _extras;

    // The message being handled; also kept while the actor waits for the verdict on its failure, or for the task of an asynchronous handler.
    private MailboxNode _current;

    private ActorCell(ActorSystemImpl system, Props props, ActorCell parent, string name)
    {
        _system = system;
        _props = props;
        _parent = parent;
        _name = name;
        _uid = parent is null ? 0 : system.NextUid();
    }

    /// <summary>The actor that runs on this thread; <see langword="null"/> outside of actors. A test may stand in for its test actor.</summary>
    public static ActorCell Current
    {
        get => s_current;
        set => s_current = value;
    }

    public static ActorCell CurrentContext => s_current ?? throw new NotSupportedException(
        "There is no actor context here: it is there only while an actor handles a message, and after an await only inside ReceiveAsync or RunTask"
        + " and without ConfigureAwait(false).");

    public string Name => _name;

    /// <summary>The living actor; <see langword="null"/> while there is none.</summary>
    public ActorBase Actor => _actor;

    public Type ActorType => _props.Type;

    public override ActorPath Path => _path ??= _parent is null ? _system.Provider.RootPath : new ChildActorPath(_parent.Path, _name, _uid);

    public IActorRef Self => this;

    public Props Props => _props;

    /// <summary>The message being handled, with its sender.</summary>
    public MailboxNode CurrentNode => _current;

    public IActorRef Sender => _current?.Sender ?? _system.DeadLetters;

    internal override long Uid => _uid;

    internal override ActorSystemImpl System => _system;

    internal override InternalActorRefBase Parent => _parent is null ? ActorRefs.Nobody : _parent;

    internal override bool IsLocal => true;

    ActorSystem IActorContext.System => _system;

    IActorRef IActorContext.Parent => Parent;

    private CellExtras Extras => _extras ??= new CellExtras();

    public static ActorCell CreateRoot(ActorSystemImpl system, Props props)
    {
        var root = new ActorCell(system, props, null, "");
        root.Start();
        return root;
    }

    public ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, _system);

    public ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, _system, this);

    private void LogError(Exception cause, string message) =>
        _system.EventStream.Publish(new Event.Error(cause, Path.ToString(), ActorType, message));
}
