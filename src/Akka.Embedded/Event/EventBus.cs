using System.Collections.Concurrent;

namespace Akka.Event;

/// <summary>
/// Subscribers by classifier. Publishing is for many threads at once and takes no lock: who gets an event of a classifier is worked out once and kept until
/// a subscription changes.
/// </summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _lock = new();
    private readonly List<(TSubscriber Subscriber, TClassifier Classifier)> _subscriptions = [];
    private volatile ConcurrentDictionary<TClassifier, TSubscriber[]> _receivers = new();

    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            if (_subscriptions.Contains((subscriber, classifier))) return false;
            _subscriptions.Add((subscriber, classifier));
            _receivers = new ConcurrentDictionary<TClassifier, TSubscriber[]>();
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber) => Remove(subscription => Same(subscription.Subscriber, subscriber));

    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) => Remove(subscription =>
        Same(subscription.Subscriber, subscriber) && EqualityComparer<TClassifier>.Default.Equals(subscription.Classifier, classifier));

    public virtual void Publish(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        var receivers = _receivers;
        if (!receivers.TryGetValue(classifier, out var subscribers)) subscribers = receivers.GetOrAdd(classifier, Receivers(classifier));
        foreach (var subscriber in subscribers) Publish(@event, subscriber);
    }

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    protected abstract TClassifier GetClassifier(TEvent @event);

    /// <summary>Whether anyone would get an event of this classifier.</summary>
    private protected bool HasReceivers(TClassifier classifier) => _receivers.GetOrAdd(classifier, Receivers).Length > 0;

    private TSubscriber[] Receivers(TClassifier classifier)
    {
        lock (_lock)
            return [.. _subscriptions.Where(s => IsSubClassification(s.Classifier, classifier)).Select(s => s.Subscriber).Distinct()];
    }

    private bool Remove(Predicate<(TSubscriber Subscriber, TClassifier Classifier)> fits)
    {
        lock (_lock)
        {
            if (_subscriptions.RemoveAll(fits) == 0) return false;
            _receivers = new ConcurrentDictionary<TClassifier, TSubscriber[]>();
            return true;
        }
    }

    private static bool Same(TSubscriber one, TSubscriber other) => EqualityComparer<TSubscriber>.Default.Equals(one, other);
}
