using Akka.Sessions.Simulation.Judge;

namespace Akka.Sessions.Simulation.World;

/// <summary>Time that passes only by events: the next one is taken at once, however far it is away.</summary>
internal sealed class VirtualTime
{
    /// <summary>More events than this without a millisecond passing, and the members talk without end.</summary>
    private const int MostAtOnce = 100_000;

    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private long _order;
    private int _atOnce;

    /// <summary>Since the run began.</summary>
    public TimeSpan Now { get; private set; }

    public void After(TimeSpan delay, Action action) => _events.Enqueue(action, ((Now + delay).Ticks, _order++));

    /// <summary>Takes every event up to that time; events of one moment in the order in which they were made.</summary>
    public void RunUntil(TimeSpan end)
    {
        while (_events.TryPeek(out var action, out var next) && next.At <= end.Ticks)
        {
            _events.Dequeue();
            CountAtOnce(next.At);
            Now = TimeSpan.FromTicks(next.At);
            action();
        }

        Now = end;
    }

    private void CountAtOnce(long next)
    {
        _atOnce = next / TimeSpan.TicksPerMillisecond == Now.Ticks / TimeSpan.TicksPerMillisecond ? _atOnce + 1 : 0;
        if (_atOnce > MostAtOnce) throw new BrokenPromiseException($"{MostAtOnce} events within a millisecond, and no end to them.");
    }
}
