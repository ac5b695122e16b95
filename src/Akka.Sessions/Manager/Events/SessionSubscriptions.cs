using System.Collections.Immutable;

namespace Akka.Sessions.Manager;

/// <summary>Who wants to hear of events. Any thread adds and removes; whoever raises one sees those who were there a moment ago.</summary>
internal sealed class SessionSubscriptions
{
    private ImmutableArray<Subscription> _all = [];

    public bool Any => !_all.IsEmpty;

    public IReadOnlyList<ISessionListener> All => _all;

    public IDisposable Add<TEvent>(Func<TEvent, ValueTask> handler)
        where TEvent : SessionEvent
    {
        var subscription = new Subscription<TEvent>(this, handler);
        ImmutableInterlocked.Update(ref _all, static (all, added) => all.Add(added), subscription);
        return subscription;
    }

    private void Remove(Subscription subscription) =>
        ImmutableInterlocked.Update(ref _all, static (all, removed) => all.Remove(removed), subscription);

    private abstract class Subscription(SessionSubscriptions owner) : ISessionListener, IDisposable
    {
        public abstract ValueTask TellAsync(SessionEvent happened);

        public void Dispose() => owner.Remove(this);
    }

    private sealed class Subscription<TEvent>(SessionSubscriptions owner, Func<TEvent, ValueTask> handler) : Subscription(owner)
        where TEvent : SessionEvent
    {
        public override ValueTask TellAsync(SessionEvent happened) => happened is TEvent wanted ? handler(wanted) : ValueTask.CompletedTask;
    }
}

/// <summary>One who hears of events.</summary>
internal interface ISessionListener
{
    /// <summary>Whatever it throws is its own.</summary>
    ValueTask TellAsync(SessionEvent happened);
}
