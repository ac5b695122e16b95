using System.Collections.Concurrent;
using Akka.Sessions.Manager;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Tests.Actors;
using Akka.Sessions.Tests.Generators;
using Microsoft.Extensions.Logging.Abstractions;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Events;

public sealed class SessionEventQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SessionSubscriptions _subscriptions = new();
    private readonly SessionCounters _counters = new();

    [Fact]
    public void Without_anyone_who_listens_nothing_is_watched()
    {
        var queue = Queue("events = everywhere");
        Assert.False(queue.Watches(isHere: true));

        var subscription = _subscriptions.Add<SessionEvent>(_ => ValueTask.CompletedTask);
        Assert.True(queue.Watches(isHere: true));
        Assert.True(queue.Watches(isHere: false));

        subscription.Dispose();
        Assert.False(queue.Watches(isHere: true));
    }

    [Fact]
    public void Once_means_that_news_from_elsewhere_is_not_watched()
    {
        var queue = Queue("");
        _subscriptions.Add<SessionEvent>(_ => ValueTask.CompletedTask);

        Assert.False(queue.Watches(isHere: false));
    }

    [Fact]
    public async Task Events_of_one_session_are_handled_one_after_another_and_in_order_by_those_who_want_them()
    {
        var queue = Queue("");
        var heard = new ConcurrentQueue<int>();
        var done = new TaskCompletionSource();
        _subscriptions.Add<SessionEvent.AttributeChanged>(async changed =>
        {
            await Task.Yield();
            heard.Enqueue(changed.After!.Value.Span[0]);
            if (heard.Count == 100) done.SetResult();
        });
        _subscriptions.Add<SessionEvent.Expired>(_ => throw new InvalidOperationException("Not wanted."));

        for (var i = 0; i < 100; i++) queue.Tell(Set(Pieces.Id(1), (byte)i));
        await done.Task.WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(0, 100), heard);
    }

    [Fact]
    public async Task A_handler_that_fails_harms_nobody()
    {
        var queue = Queue("");
        var heard = new TaskCompletionSource();
        _subscriptions.Add<SessionEvent>(_ => throw new InvalidOperationException("A defect."));
        _subscriptions.Add<SessionEvent.AttributeChanged>(changed =>
        {
            if (changed.After!.Value.Span[0] == 2) heard.SetResult();
            return ValueTask.CompletedTask;
        });

        queue.Tell(Set(Pieces.Id(1), 1));
        queue.Tell(Set(Pieces.Id(1), 2));

        await heard.Task.WaitAsync(Patience);
    }

    [Fact]
    public void What_comes_while_too_much_waits_is_dropped_and_counted()
    {
        var queue = Queue("event-queue = 8");
        var gate = new TaskCompletionSource();
        var handled = new ConcurrentQueue<int>();
        _subscriptions.Add<SessionEvent.AttributeChanged>(async changed =>
        {
            await gate.Task;
            handled.Enqueue(changed.After!.Value.Span[0]);
        });

        for (var i = 0; i < 50; i++) queue.Tell(Set(Pieces.Id(1), (byte)i));
        Assert.InRange(_counters.DroppedEvents, 47, 48);

        gate.SetResult();
        var kept = 50 - (int)_counters.DroppedEvents;
        Assert.True(SpinWait.SpinUntil(() => handled.Count == kept, Patience));
    }

    private SessionEventQueue Queue(string hocon)
    {
        var queue = new SessionEventQueue(SettingsTests.Read(hocon), _counters, TimeProvider.System, NullLogger.Instance);
        queue.Open(_subscriptions);
        return queue;
    }

    private static SessionTransition Set(SessionId id, byte value)
    {
        var changes = new SessionChanges { Attributes = new Dictionary<string, byte[]?> { ["a"] = [value] } };
        var before = SessionState.AccessedAt(Now);
        return new(id, before, before.Write(changes, Now, writer: 1).State, Now, IsHere: true);
    }
}
