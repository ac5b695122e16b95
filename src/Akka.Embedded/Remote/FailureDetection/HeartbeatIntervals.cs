namespace Akka.Remote;

/// <summary>The last intervals between heartbeats, in milliseconds, with mean and deviation at hand.</summary>
internal sealed class HeartbeatIntervals(int capacity)
{
    private readonly Queue<long> _samples = new();
    private double _sum;
    private double _squares;

    public double Mean => _sum / _samples.Count;

    public double StdDeviation => Math.Sqrt(Math.Max(0, _squares / _samples.Count - Mean * Mean));

    public void Add(long interval)
    {
        if (_samples.Count == capacity)
        {
            var oldest = _samples.Dequeue();
            _sum -= oldest;
            _squares -= (double)oldest * oldest;
        }
        _samples.Enqueue(interval);
        _sum += interval;
        _squares += (double)interval * interval;
    }
}
