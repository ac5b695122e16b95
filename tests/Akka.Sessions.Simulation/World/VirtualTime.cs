namespace Akka.Sessions.Simulation.World;

/// <summary>Time that passes only by events: the next one is taken at once, however far it is away.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private long _order;

    /// <summary>Since the run began.</summary>
    public TimeSpan Now { get; private set; }

    public void After(TimeSpan delay, Action action) => _events.Enqueue(action, ((Now + delay).Ticks, _order++));

    /// <summary>Takes every event up to that time; events of one moment in the order in which they were made.</summary>
    public void RunUntil(TimeSpan end)
    {
        while (_events.TryPeek(out var action, out var next) && next.At <= end.Ticks)
        {
            _events.Dequeue();
            Now = TimeSpan.FromTicks(next.At);
            action();
        }

        Now = end;
    }
}
