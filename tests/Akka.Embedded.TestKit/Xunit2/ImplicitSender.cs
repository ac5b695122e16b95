using Akka.Actor;

namespace Akka.TestKit.Xunit2;

/// <summary>
/// Makes the test actor the sender of what a test tells without naming one: on the thread that makes the kit, and, through the
/// synchronisation context, wherever an asynchronous test goes on after an await.
/// </summary>
internal sealed class ImplicitSender : SynchronizationContext
{
    private readonly ActorCell _sender;
    private readonly SynchronizationContext? _outer;

    private ImplicitSender(ActorCell sender, SynchronizationContext? outer)
    {
        _sender = sender;
        _outer = outer;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (_outer is { } outer) outer.Post(_ => AsSender(d, state), null);
        else ThreadPool.QueueUserWorkItem(_ => AsSender(d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => AsSender(d, state);

    public override SynchronizationContext CreateCopy() => new ImplicitSender(_sender, _outer);

    internal static ImplicitSender Install(IActorRef testActor)
    {
        var context = new ImplicitSender((ActorCell)testActor, Current);
        ActorCell.Current = context._sender;
        SetSynchronizationContext(context);
        return context;
    }

    internal void Remove()
    {
        if (ReferenceEquals(ActorCell.Current, _sender)) ActorCell.Current = null;
        if (Current is ImplicitSender) SetSynchronizationContext(_outer);
    }

    private void AsSender(SendOrPostCallback callback, object? state)
    {
        var (cellBefore, contextBefore) = (ActorCell.Current, Current);
        ActorCell.Current = _sender;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            ActorCell.Current = cellBefore;
            SetSynchronizationContext(contextBefore);
        }
    }
}
