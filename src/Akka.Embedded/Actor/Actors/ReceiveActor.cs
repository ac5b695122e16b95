namespace Akka.Actor;

/// <summary>An actor whose behaviour is a table of handlers by message type; the first that fits takes the message.</summary>
public abstract class ReceiveActor : UntypedActor
{
    // Where Receive adds to: the initial behaviour, or the one that Become is just building.
    private HandlerTable _declared = new();

    protected sealed override void OnReceive(object message)
    {
        if (!_declared.TryHandle(message)) Unhandled(message);
    }

    protected void Become(Action configure) => Cell.Become(Behavior(configure));

    protected void BecomeStacked(Action configure) => Cell.BecomeStacked(Behavior(configure));

    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) => _declared.Add(new ActionHandler<T>(handler, shouldHandle));

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive<T>(Func<T, bool> handler) => _declared.Add(new FuncHandler<T>(handler));

    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        _declared.Add(new TypeHandler(messageType, handler, shouldHandle));

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Receive(messageType, handler, shouldHandle);

    protected void ReceiveAny(Action<object> handler) => _declared.Add(new ActionHandler<object>(handler, null));

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) =>
        Receive(message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Receive(messageType, message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(message => RunTask(() => handler(message)));

    /// <summary>The handlers that <paramref name="configure"/> declares, as a behaviour of their own.</summary>
    private Receive Behavior(Action configure)
    {
        var outer = _declared;
        var table = _declared = new HandlerTable();
        try
        {
            configure();
        }
        finally
        {
            _declared = outer;
        }

        return table.TryHandle;
    }
}
