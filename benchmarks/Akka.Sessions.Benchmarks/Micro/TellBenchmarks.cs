using System.Collections.Concurrent;
using Akka.Actor;
using BenchmarkDotNet.Attributes;

namespace Akka.Sessions.Benchmarks.Micro;

/// <summary>
/// A thousand messages told to an actor that counts them, until it has them all. The baseline passes them through a queue.
/// </summary>
public class TellBenchmarks : IDisposable
{
    private const int Messages = 1000;
    private readonly object _message = new();
    private readonly ConcurrentQueue<object> _queue = new();
    private readonly ManualResetEventSlim _done = new();
    private ActorSystem _system = null!;
    private IActorRef _counter = ActorRefs.Nobody;

    [GlobalSetup]
    public void SetUp()
    {
        _system = ActorSystem.Create("micro", "akka.loglevel = WARNING");
        _counter = _system.ActorOf(Props.Create(() => new Counter(_done)));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _system.Terminate().Wait();
        _done.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public void Queue()
    {
        for (var i = 0; i < Messages; i++) _queue.Enqueue(_message);
        while (_queue.TryDequeue(out _))
        {
        }
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public void Tell()
    {
        _done.Reset();
        for (var i = 0; i < Messages; i++) _counter.Tell(_message);
        _done.Wait();
    }

    private sealed class Counter(ManualResetEventSlim done) : UntypedActor
    {
        private int _count;

        protected override void OnReceive(object message)
        {
            if (++_count % Messages == 0) done.Set();
        }
    }
}
