using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>
/// One message going to and fro between two actors. The baseline does so between two queues, each emptied by the thread pool.
/// </summary>
internal sealed record Tells(double Nanoseconds, double BaselineNanoseconds)
{
    private const int Rounds = 500_000;

    internal static async Task<Tells> MeasureAsync()
    {
        await MeasureActorsAsync();
        var actors = await MeasureActorsAsync();
        await MeasureQueuesAsync();
        return new Tells(actors, await MeasureQueuesAsync());
    }

    private static async Task<double> MeasureActorsAsync()
    {
        using var system = ActorSystem.Create("tells", "akka.loglevel = WARNING");
        var pong = system.ActorOf(Props.Create<Pong>());
        var ping = system.ActorOf(Props.Create(() => new Ping(pong)));
        var took = await ping.Ask<TimeSpan>("go");
        await system.Terminate();
        return took.TotalNanoseconds / Rounds;
    }

    private static async Task<double> MeasureQueuesAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = Rounds;
        QueueWorker there = null!;
        var here = new QueueWorker(message =>
        {
            if (--left > 0) there.Post(message);
            else done.SetResult();
        });
        there = new QueueWorker(here.Post);
        var start = Stopwatch.GetTimestamp();
        there.Post(new object());
        await done.Task;
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Rounds;
    }

    private sealed class Ping(IActorRef pong) : UntypedActor
    {
        private IActorRef _asker = ActorRefs.Nobody;
        private int _left = Rounds;
        private long _start;

        protected override void OnReceive(object message)
        {
            if (message is "go")
            {
                _asker = Sender;
                _start = Stopwatch.GetTimestamp();
                pong.Tell(new object(), Self);
            }
            else if (--_left > 0)
            {
                pong.Tell(message, Self);
            }
            else
            {
                _asker.Tell(Stopwatch.GetElapsedTime(_start));
            }
        }
    }

    private sealed class Pong : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class QueueWorker(Action<object> handle) : IThreadPoolWorkItem
    {
        private readonly ConcurrentQueue<object> _queue = new();
        private int _scheduled;

        internal void Post(object message)
        {
            _queue.Enqueue(message);
            Schedule();
        }

        void IThreadPoolWorkItem.Execute()
        {
            while (_queue.TryDequeue(out var message)) handle(message);

            // A full fence: the queue must be looked at after everyone can see that a new run may be scheduled.
            Interlocked.Exchange(ref _scheduled, 0);
            if (!_queue.IsEmpty) Schedule();
        }

        private void Schedule()
        {
            if (Interlocked.Exchange(ref _scheduled, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
