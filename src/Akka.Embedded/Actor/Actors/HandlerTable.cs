namespace Akka.Actor;

/// <summary>The handlers of one behaviour of a <see cref="ReceiveActor"/>, in the order of their declaration.</summary>
internal sealed class HandlerTable
{
    private Handler[] _handlers = [];
    private int _count;

    public void Add(Handler handler)
    {
        if (_count > 0 && _handlers[_count - 1].TakesEverything)
            throw new InvalidOperationException("A handler for all messages stands before this one, so this one would never be called.");
        if (_count == _handlers.Length) Array.Resize(ref _handlers, Math.Max(4, _count * 2));
        _handlers[_count++] = handler;
    }

    public bool TryHandle(object message)
    {
        var handlers = _handlers;
        for (var i = 0; i < _count; i++)
        {
            if (handlers[i].TryHandle(message)) return true;
        }

        return false;
    }
}

internal abstract class Handler
{
    public virtual bool TakesEverything => false;

    public abstract bool TryHandle(object message);
}

internal sealed class ActionHandler<T>(Action<T> handler, Predicate<T> shouldHandle) : Handler
{
    public override bool TakesEverything => typeof(T) == typeof(object) && shouldHandle is null;

    public override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed))) return false;
        handler(typed);
        return true;
    }
}

internal sealed class FuncHandler<T>(Func<T, bool> handler) : Handler
{
    public override bool TryHandle(object message) => message is T typed && handler(typed);
}

internal sealed class TypeHandler(Type messageType, Action<object> handler, Predicate<object> shouldHandle) : Handler
{
    public override bool TakesEverything => messageType == typeof(object) && shouldHandle is null;

    public override bool TryHandle(object message)
    {
        if (!messageType.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message))) return false;
        handler(message);
        return true;
    }
}
