using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Counts the events of one type on the event stream that match, from before the action until enough have come.</summary>
internal sealed class EventFilterApplier(TestKitBase kit, Type eventType, Predicate<object> isMatch, string description)
    : IEventFilterApplier
{
    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, kit.TestKitSettings.TestEventFilterLeeway, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default)
    {
        var counter = Count();
        try
        {
            action();
            kit.AwaitCondition(() => counter.Matched >= expectedCount, timeout, Missing(expectedCount), cancellationToken);
            Check(counter, expectedCount);
        }
        finally
        {
            kit.Sys.Stop(counter.Subscriber);
        }
    }

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, kit.TestKitSettings.TestEventFilterLeeway, actionAsync, cancellationToken);

    public async Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default)
    {
        var counter = Count();
        try
        {
            await action();
            await kit.AwaitConditionAsync(
                () => Task.FromResult(counter.Matched >= expectedCount), timeout, Missing(expectedCount), cancellationToken);
            Check(counter, expectedCount);
        }
        finally
        {
            kit.Sys.Stop(counter.Subscriber);
        }
    }

    private string Missing(int expectedCount) => $"{expectedCount} events were expected: {description}";

    private Counter Count()
    {
        var counter = new Counter();
        var props = Props.Create(() => new CountingActor(counter, isMatch));
        counter.Subscriber = ((ExtendedActorSystem)kit.Sys).SystemActorOf(props, $"event-filter-{Guid.NewGuid():N}");
        kit.Sys.EventStream.Subscribe(counter.Subscriber, eventType);
        return counter;
    }

    private void Check(Counter counter, int expectedCount)
    {
        if (counter.Matched != expectedCount)
            throw new Xunit.Sdk.XunitException($"Expected were {expectedCount} events, {counter.Matched} came: {description}");
    }

    private sealed class Counter
    {
        private int _matched;

        internal int Matched => Volatile.Read(ref _matched);

        internal IActorRef Subscriber { get; set; } = ActorRefs.Nobody;

        internal void Add() => Interlocked.Increment(ref _matched);
    }

    private sealed class CountingActor(Counter counter, Predicate<object> isMatch) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (isMatch(message)) counter.Add();
        }
    }
}
